"""Where to read on about each anti-pattern: the twelve factors, and what platforms and libraries say themselves."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.vocabulary.languages import ENGLISH

TALK_ADDRESS = "https://speakerdeck.com/toricls/you-build-it-you-run-it"
_TWELVE = "https://12factor.net/"
_KUBERNETES = "https://kubernetes.io/docs/"
_ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"


@dataclass(frozen=True, slots=True)
class Reference:
    """A page of others, by the title that it has."""

    title: str
    address: str

    def address_in(self, language: str) -> str:
        """Where it is in that language: the twelve factors are translated."""
        if language == ENGLISH or not self.address.startswith(_TWELVE):
            return self.address
        return f"{_TWELVE}{language}/{self.address.removeprefix(_TWELVE)}"


# By the number of the anti-pattern.
REFERENCES: dict[int, tuple[Reference, ...]] = {
    1: (
        Reference("The Twelve-Factor App, VI. Processes", f"{_TWELVE}processes"),
        Reference("Kubernetes, Ephemeral Volumes", f"{_KUBERNETES}concepts/storage/ephemeral-volumes/"),
        Reference("Amazon ECS, Fargate task ephemeral storage", f"{_ECS}fargate-task-storage.html"),
    ),
    2: (
        Reference("The Twelve-Factor App, II. Dependencies", f"{_TWELVE}dependencies"),
        Reference("pip, Secure installs", "https://pip.pypa.io/en/stable/topics/secure-installs/"),
        Reference("Docker, Building best practices", "https://docs.docker.com/build/building/best-practices/"),
    ),
    3: (
        Reference("The Twelve-Factor App, IX. Disposability", f"{_TWELVE}disposability"),
        Reference("Kubernetes, Pod Lifecycle", f"{_KUBERNETES}concepts/workloads/pods/pod-lifecycle/"),
        Reference(
            "AWS, Graceful shutdowns with ECS", "https://aws.amazon.com/blogs/containers/graceful-shutdowns-with-ecs/"
        ),
    ),
    4: (
        Reference("The Twelve-Factor App, IX. Disposability", f"{_TWELVE}disposability"),
        Reference(
            "Kubernetes, Configure Liveness, Readiness and Startup Probes",
            f"{_KUBERNETES}tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
        ),
        Reference("Amazon ECS, Service definition parameters", f"{_ECS}service_definition_parameters.html"),
    ),
    5: (
        Reference("The Twelve-Factor App, III. Config", f"{_TWELVE}config"),
        Reference("The Twelve-Factor App, V. Build, release, run", f"{_TWELVE}build-release-run"),
        Reference("Kubernetes, Secrets", f"{_KUBERNETES}concepts/configuration/secret/"),
        Reference("Amazon ECS, Pass sensitive data to a container", f"{_ECS}specifying-sensitive-data.html"),
    ),
    6: (
        Reference("The Twelve-Factor App, III. Config", f"{_TWELVE}config"),
        Reference("The Twelve-Factor App, X. Dev/prod parity", f"{_TWELVE}dev-prod-parity"),
        Reference("Kubernetes, ConfigMaps", f"{_KUBERNETES}concepts/configuration/configmap/"),
        Reference("Amazon ECS, Pass environment variables to a container", f"{_ECS}use-environment-file.html"),
    ),
    7: (
        Reference("The Twelve-Factor App, XI. Logs", f"{_TWELVE}logs"),
        Reference("Kubernetes, Logging Architecture", f"{_KUBERNETES}concepts/cluster-administration/logging/"),
        Reference("Amazon ECS, Send logs to CloudWatch", f"{_ECS}using_awslogs.html"),
    ),
    8: (
        Reference("The Twelve-Factor App, IV. Backing services", f"{_TWELVE}backing-services"),
        Reference("PostgreSQL, Hot Standby", "https://www.postgresql.org/docs/current/hot-standby.html"),
        Reference(
            "Amazon Aurora, Endpoint connections",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html",
        ),
    ),
}
