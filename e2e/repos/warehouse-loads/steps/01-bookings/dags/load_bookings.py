from datetime import datetime

import pandas as pd
import psycopg2
from airflow import DAG
from airflow.operators.python import PythonOperator

conn = psycopg2.connect("host=wh1.internal dbname=warehouse user=loader password=@@FAKE:password@@")


def load():
    df = pd.read_csv("http://booking-export.internal/daily.csv")
    print(len(df), "bookings")
    cur = conn.cursor()
    for i, row in df.iterrows():
        cur.execute("insert into bookings values ('%s', '%s', %s)" % (row.locator, row.status, row.total))
    conn.commit()


dag = DAG("load_bookings", start_date=datetime(2023, 1, 1), schedule="0 2 * * *")
PythonOperator(task_id="load", python_callable=load, dag=dag)
