"""Fuzzing by Schemathesis: every operation, with data that the contract allows and data that it does not."""

from conformance.check import Stage, check
from conformance.credentials import Need
from conformance.errors import CannotJudge
from conformance.fuzzing import FuzzRun, fuzz
from conformance.trial import Trial


@check(
    "FUZZ-01",
    area="fuzzing",
    title="Schemathesis finds nothing",
    source="OpenAPI 3.1.1; the checks of Schemathesis 4.32",
    needs=[Need.FULL],
    stage=Stage.FUZZ,
    quick=False,
)
def schemathesis_finds_nothing(trial: Trial) -> None:
    """Thousands of requests made from the contract, valid and not, also along its links, are answered well.

    Schemathesis runs all its phases with all its checks and two of ours. It uses the fuzzing key of the first
    organisation, so that limits do not stand in its way. Its exchanges are also judged by all checks that
    look back on the run. The same seed makes the same requests.
    """
    run = FuzzRun()
    for finding in fuzz(trial.target, trial.fuzz, trial.seed, run, trial.check.id):
        exchanges = (finding.exchange,) if finding.exchange is not None else ()
        trial.fail(f"{finding.check}: {finding.message}", *exchanges, subject=finding.check)
        trial.progress(run.cases)
    if run.error:
        raise CannotJudge(run.error)
    trial.note(f"{run.cases} cases")
    trial.expect(True, "")
