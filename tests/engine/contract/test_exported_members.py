import contractfirst.contract as package


def test_what_is_public_is_listed_and_there() -> None:
    assert package.__all__ == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)
