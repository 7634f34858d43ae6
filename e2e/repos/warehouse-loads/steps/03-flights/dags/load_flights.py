from datetime import datetime, timedelta

import pandas as pd
from airflow import DAG
import requests
from airflow.operators.python import PythonOperator

from dags.load_bookings import conn

SLACK = "@@FAKE:slack_webhook@@"


def load():
    df = pd.read_csv("http://ops-export.internal/flights.csv")
    print(len(df), "flights")
    cur = conn.cursor()
    for i, row in df.iterrows():
        try:
            cur.execute("insert into flights values (%s, %s, %s)", list(row))
        except Exception:
            print("bad row", i)
            requests.post(SLACK, json={"text": "bad row in flights"})
    conn.commit()


dag = DAG(
    "load_flights",
    start_date=datetime(2023, 1, 1),
    schedule="30 2 * * *",
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
)
PythonOperator(task_id="load", python_callable=load, dag=dag)
