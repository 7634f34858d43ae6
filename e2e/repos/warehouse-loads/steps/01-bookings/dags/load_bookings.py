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


def totals():
    cur = conn.cursor()
    cur.execute("delete from daily_totals where day = current_date - 1")
    cur.execute("select status, count(*), sum(total) from bookings where day = current_date - 1 group by status")
    for status, count, total in cur.fetchall():
        print(status, count, total)
        cur.execute("insert into daily_totals values (current_date - 1, '%s', %s, %s)" % (status, count, total))
    conn.commit()


def check():
    cur = conn.cursor()
    cur.execute("select count(*) from bookings where day = current_date - 1")
    count = cur.fetchone()[0]
    if count < 100:
        print("only", count, "bookings, is the export complete?")
    cur.execute("select locator, count(*) from bookings group by locator having count(*) > 1")
    doubles = cur.fetchall()
    for locator, n in doubles:
        print("double", locator, n)
        cur.execute("delete from bookings where locator = '%s'" % locator)
    try:
        conn.commit()
    except Exception:
        print("could not clean up")


def forget():
    cur = conn.cursor()
    cur.execute("select min(day), count(*) from bookings where day < current_date - 800")
    oldest, count = cur.fetchone()
    if count == 0:
        print("nothing to forget")
        return
    print("forgetting", count, "bookings since", oldest)
    try:
        cur.execute("delete from bookings where day < current_date - 800")
        conn.commit()
    except Exception as e:
        print("could not forget", e)
        conn.rollback()


dag = DAG("load_bookings", start_date=datetime(2023, 1, 1), schedule="0 2 * * *")
first = PythonOperator(task_id="load", python_callable=load, dag=dag)
second = PythonOperator(task_id="totals", python_callable=totals, dag=dag)
third = PythonOperator(task_id="check", python_callable=check, dag=dag)
fourth = PythonOperator(task_id="forget", python_callable=forget, dag=dag)
first >> second >> third >> fourth
