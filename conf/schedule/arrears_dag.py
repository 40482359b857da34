"""Arrears every night, as an Airflow 3 DAG: one run for each day, the day being the start of the data interval.

Needs on the worker: the project built under the Airflow variable ``arrears_home`` (default /opt/arrears) and a
configuration at ``arrears_conf`` (default /etc/arrears/arrears.conf). Passwords are those of the Airflow connections
``arrears_source`` (the billing database) and ``arrears_marts`` (the database of the marts: take its line out of SECRETS
where there is none). They reach Arrears in its environment, never in its arguments.

Another day is asked for with ``airflow dags trigger arrears --conf '{"as_of": "2025-12-31"}'``, a series of days with
``airflow backfill create --dag-id arrears --from-date 2025-10-01 --to-date 2025-12-31``.
"""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta

import pendulum
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import Connection, Param, Variable, dag, task
from airflow.timetables.interval import CronDataIntervalTimetable

# Exit codes that another try may change: 4 the source was unavailable, 75 another run held the lake. A process that was
# killed is tried again as well. 1 a stage failed, 2 bad configuration and 3 bad data end the same way each time.
TRY_AGAIN = {4, 75}


# Which variable of Arrears holds the password of which Airflow connection.
SECRETS = {"ARREARS_SOURCE_PASSWORD": "arrears_source", "ARREARS_PUBLISH_PASSWORD": "arrears_marts"}


@dag(
    dag_id="arrears",
    description="Default risk, payment recovery and revenue leakage as of each day",
    # A cron string alone would make Airflow 3 call the run after the day it starts on; this one covers the day before.
    schedule=CronDataIntervalTimetable("30 2 * * *", timezone="UTC"),
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    # One run at a time may write a lake.
    max_active_runs=1,
    params={"as_of": Param(None, type=["null", "string"], format="date", description="another day than the interval's")},
    tags=["finance"],
)
def arrears():
    @task(retries=24, retry_delay=timedelta(minutes=15), execution_timeout=timedelta(hours=6))
    def run(as_of: str) -> None:
        """One run of Arrears; fails for good where another try would end the same way."""
        home = Variable.get("arrears_home", default="/opt/arrears")
        conf = Variable.get("arrears_conf", default="/etc/arrears/arrears.conf")
        command = [f"{home}/scripts/arrears", "run", "--conf", conf, "--as-of", as_of]
        secrets = {variable: Connection.get(connection).password for variable, connection in SECRETS.items()}
        code = subprocess.run(command, env={**os.environ, **secrets}, check=False).returncode
        if code in TRY_AGAIN or code < 0 or code > 128:
            raise AirflowException(f"arrears as of {as_of} ended with {code}: to be tried again")
        if code != 0:
            raise AirflowFailException(f"arrears as of {as_of} ended with {code}: its log says why")

    run("{{ params.as_of or data_interval_start | ds }}")


arrears()
