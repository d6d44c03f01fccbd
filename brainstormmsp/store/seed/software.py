"""What is installed on the demo organisation's assets."""

from datetime import timedelta

from brainstormmsp.store.assets import ASSET_SOFTWARE
from brainstormmsp.store.seed.story import Made, Story
from contractfirst.timestamps import format_timestamp, parse_timestamp

__all__ = ["install_software"]

# Name, publisher, and the versions in use, newest first; "" for a product without a version.
_PRODUCTS = {
    "endpoint": (
        ("Google Chrome", "Google", ("142.0.7444.60", "141.0.7390.123", "138.0.7204.169")),
        ("Mozilla Firefox ESR", "Mozilla", ("140.5.0", "140.4.0", "128.14.0")),
        ("Microsoft 365 Apps", "Microsoft", ("16.0.19231", "16.0.18925")),
        ("Adobe Acrobat Reader", "Adobe", ("25.1.20844", "24.5.20320")),
        ("7-Zip", "Igor Pavlov", ("25.01", "24.09", "19.00")),
        ("Zoom Workplace", "Zoom", ("6.6.6", "6.2.11")),
        ("VLC media player", "VideoLAN", ("3.0.21", "3.0.16")),
        ("Line of business client", "In-house", ("",)),
    ),
    "server": (
        ("Microsoft SQL Server 2022", "Microsoft", ("16.0.4215", "16.0.4135")),
        ("Veeam Agent", "Veeam", ("6.3.2", "6.0.2")),
        ("Windows Admin Center", "Microsoft", ("2410", "2311")),
        ("OpenSSH", "OpenBSD", ("9.9p2", "8.9p1")),
        ("Print management", "PaperCut", ("25.0.4", "22.0.1")),
    ),
}
_EVERYWHERE = (
    ("Datto RMM Agent", "Datto", ("4.4.2236",)),
    ("Microsoft Defender", "Microsoft", ("4.18.25100",)),
)


def install_software(story: Story, asset: Made) -> int:
    """Install something on an endpoint or a server; return how many products."""
    choices = _PRODUCTS.get(asset["type"])
    if choices is None:
        return 0
    found = parse_timestamp(asset["created_at"])
    chosen = [*_EVERYWHERE, *story.random.sample(choices, story.random.randint(2, len(choices)))]
    diligence = story.diligence[asset["client_id"]]
    for name, publisher, versions in chosen:
        story.time = story.between(found, min(story.now, found + timedelta(days=200)))
        version = versions[0] if story.chance(diligence) else story.random.choice(versions)
        body = {
            "asset_id": asset["id"],
            "name": name,
            "publisher": publisher,
            "installed_at": format_timestamp(story.time - timedelta(hours=3)),
            **({"version": version} if version else {}),
        }
        ASSET_SOFTWARE.insert(story, body)
    return len(chosen)
