"""What is counted and measured of this process, for Prometheus; neither texts nor persons.

Several processes of one machine are added up when PROMETHEUS_MULTIPROC_DIR names an empty folder before they start.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from bot.settings import metrics_folder

STAGES = ("understand", "act", "record", "whole")
QUICK = (0.001, 0.0025, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SLOW = (1, 2, 3, 5, 10, 30, 60, 300, 1800, 3600)
REGISTRY = CollectorRegistry()

MESSAGES = Counter(
    "motcua_messages", "Messages, by door and what came of them.", ["channel", "outcome"], registry=REGISTRY
)
STAGE_SECONDS = Histogram(
    "motcua_stage_seconds", "Seconds of a message, by stage.", ["stage"], buckets=QUICK, registry=REGISTRY
)
REQUESTS = Counter("motcua_requests", "Requests over HTTP, by kind of status.", ["status"], registry=REGISTRY)
UNDER_WAY = Gauge(
    "motcua_requests_under_way", "Requests that are not answered yet.", registry=REGISTRY, multiprocess_mode="livesum"
)
LIMITED = Counter("motcua_limited", "Requests that were refused by a limit, by its name.", ["limit"], registry=REGISTRY)
FAULTS = Counter("motcua_faults", "What went wrong here, by kind.", ["kind"], registry=REGISTRY)
DATABASE_ERRORS = Counter("motcua_database_errors", "Errors of the database, by class.", ["error"], registry=REGISTRY)
TELEGRAM_LAG = Histogram(
    "motcua_telegram_lag_seconds",
    "Seconds from a message at Telegram to its answer there.",
    buckets=SLOW,
    registry=REGISTRY,
)
TELEGRAM_OPEN = Gauge(
    "motcua_telegram_open", "1 while Telegram is reached.", registry=REGISTRY, multiprocess_mode="livemax"
)
INDEX_PROCEDURES = Gauge(
    "motcua_index_procedures", "Procedures that can be found.", registry=REGISTRY, multiprocess_mode="livemin"
)
INDEX_AGE = Gauge(
    "motcua_index_age_seconds", "Seconds since the index was built.", registry=REGISTRY, multiprocess_mode="livemax"
)
INDEX_BEHIND = Gauge(
    "motcua_index_behind",
    "Changes of the database that the index has not seen; the next message builds it anew.",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
RATINGS = Gauge(
    "motcua_ratings", "Ratings that stand, by value.", ["rating"], registry=REGISTRY, multiprocess_mode="mostrecent"
)
FREE_BYTES = Gauge(
    "motcua_disk_free_bytes", "Free space where the database lies.", registry=REGISTRY, multiprocess_mode="mostrecent"
)
MODEL = (
    Info("motcua_model", "The model that answers.", registry=REGISTRY)
    if metrics_folder() is None  # libraries know no such value of several processes
    else None
)

if metrics_folder() is None:
    ProcessCollector(registry=REGISTRY)
    PlatformCollector(registry=REGISTRY)
    GCCollector(registry=REGISTRY)


def exposition() -> bytes:
    """Return everything in the text format of Prometheus, of all processes where they share a folder."""
    folder = metrics_folder()
    if folder is None:
        return generate_latest(REGISTRY)
    every = CollectorRegistry()
    MultiProcessCollector(every, path=folder)
    return generate_latest(every)


def metric_names() -> set[str]:
    """Return the names of all samples that there may be of ours."""
    kinds = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "info": ("_info",), "gauge": ("",)}
    ours = (metric for metric in REGISTRY.collect() if metric.name.startswith("motcua_"))
    return {metric.name + ending for metric in ours for ending in kinds[metric.type]}
