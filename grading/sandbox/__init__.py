"""The sandbox: a submission's notebooks run in bubblewrap, apart from the network, the keys and each other."""

from grading.sandbox.launch import Ran, Task, available, run
from grading.sandbox.limits import Limits

__all__ = ["Limits", "Ran", "Task", "available", "run"]
