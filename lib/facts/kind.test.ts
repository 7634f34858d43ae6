import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { KindFact } from './facts'
import { pythonSources } from './python-sources'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function infer(files: Record<string, string>): KindFact {
  const snapshot = virtualSnapshot(files)
  const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
  return createFacts(snapshot, records).kind
}

const code = (lines: number) => Array.from({ length: lines }, (_, i) => `VALUE_${i} = ${i}\n`).join('')
const FLASK = `from flask import Flask\napp = Flask(__name__)\n@app.get("/items")\ndef items():\n    return []\n`
const pyproject = (name: string, rest = '') =>
  `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "${name}"\nversion = "1.0"\n${rest}`
const SCRIPT = (name: string, target: string) => `[project.scripts]\n${name} = "${target}"\n`
const CLASSIFIERS = 'classifiers = ["Programming Language :: Python :: 3"]\n'
const CLICK = `import click\n@click.group()\ndef main(): ...\n@main.command()\ndef build(): ...\n`
const notebook = (lines: number) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: code(lines).split(/(?<=\n)/) },
    ],
  })

test.each<[string, Record<string, string>, string]>([
  ['fewer than 50 lines', { 'a.py': FLASK }, 'none'],
  ['a Flask application', { 'app.py': FLASK + code(60) }, 'web-service'],
  [
    'a Django project with Celery',
    {
      'manage.py': 'import os\n',
      'shop/settings.py': `ROOT_URLCONF = "shop.urls"\n${code(60)}`,
      'shop/celery.py': 'from celery import Celery\napp = Celery("shop")\n',
    },
    'web-service',
  ],
  [
    'a Celery application',
    { 'shop/tasks.py': `from celery import Celery\napp = Celery("shop")\n${code(60)}` },
    'worker',
  ],
  [
    'a package that extends Celery for those who install it',
    {
      'pyproject.toml': pyproject('acme-celery'),
      'acme_celery/__init__.py': `from celery import Celery\n\n\nclass AcmeCelery(Celery):\n    def init_app(self, app): ...\n${code(60)}`,
    },
    'library',
  ],
  [
    'a package that makes Celery when it is asked to, and gives a task to it',
    {
      'pyproject.toml': pyproject('acme-celery'),
      'acme_celery/__init__.py': `from celery import Celery, shared_task\n\n\ndef make(name):\n    return Celery(name)\n\n\n@shared_task\ndef clean(): ...\n${code(60)}`,
    },
    'library',
  ],
  [
    'a package whose own application is made of a class that extends Celery',
    {
      'pyproject.toml': pyproject('acme'),
      'acme/base.py':
        'from celery import Celery\n\n\nclass AcmeCelery(Celery): ...\n\n\ndef make():\n    return AcmeCelery()\n',
      'acme/tasks.py': `from acme.base import make\n\napp = make()\n${code(60)}`,
    },
    'worker',
  ],
  [
    'a package that extends Celery and ships a worker',
    {
      'pyproject.toml': pyproject('acme'),
      'acme/__init__.py': `from celery import Celery\n\n\nclass AcmeCelery(Celery): ...\n${code(60)}`,
      Procfile: 'worker: celery -A acme worker\n',
    },
    'worker',
  ],
  [
    'a function that a template of CloudFormation deploys, by defaults for all of them',
    {
      'fn/template.yaml':
        'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Handler: main.handler\n    Runtime: python3.12\nResources:\n  Paid:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/paid/\n',
      'fn/src/paid/main.py': `def handler(message, _): ...\n${code(60)}`,
    },
    'worker',
  ],
  [
    'a function that Terraform deploys',
    {
      'infra/main.tf': `data "archive_file" "paid" {\n  source_dir = "\${path.module}/../src/paid"\n}\n\nresource "aws_lambda_function" "paid" {\n  filename = data.archive_file.paid.output_path\n  handler  = "main.on_paid"\n  runtime  = "python3.12"\n}\n`,
      'src/paid/main.py': `def on_paid(message, _): ...\n${code(60)}`,
      'src/gone/main.py': 'def on_paid(message, _): ...\n',
    },
    'worker',
  ],
  [
    'a function that Terraform puts behind an API',
    {
      'main.tf':
        'module "orders" {\n  source  = "terraform-aws-modules/lambda/aws"\n  handler = "orders.create"\n  runtime = "python3.12"\n}\n\nresource "aws_apigatewayv2_integration" "orders" {\n  integration_uri = module.orders.lambda_function_arn\n}\n',
      'src/orders.py': `def create(request, _): ...\n${code(60)}`,
    },
    'web-service',
  ],
  [
    'an image of AWS Lambda that works on events',
    {
      'beat/Dockerfile': 'FROM public.ecr.aws/lambda/python:3.12\nCOPY beat.py .\nCMD ["beat.handler"]\n',
      'beat/beat.py': `def handler(event, context): ...\n${code(60)}`,
    },
    'worker',
  ],
  [
    'an image of AWS Lambda that answers requests by hand',
    {
      Dockerfile: 'FROM public.ecr.aws/lambda/python:3.12\nCOPY . .\nCMD ["entry.handler"]\n',
      'entry.py': `def handler(event, context):\n    return {"body": event["httpMethod"]}\n${code(60)}`,
    },
    'web-service',
  ],
  [
    'an image of AWS Lambda that hands requests to an application',
    {
      Dockerfile: 'FROM public.ecr.aws/lambda/python:3.12\nCOPY . .\nCMD ["entry.handler"]\n',
      'entry.py': 'from mangum import Mangum\nfrom shop.app import app\nhandler = Mangum(app)\n',
      'shop/app.py': FLASK + code(60),
    },
    'web-service',
  ],
  [
    'a function of Terraform in another language',
    {
      'main.tf': 'resource "aws_lambda_function" "paid" {\n  handler = "index.handler"\n  runtime = "nodejs22.x"\n}\n',
      'index.js': 'exports.handler = async () => {}\n',
      'index.py': `def handler(): ...\n${code(60)}`,
    },
    'scripts',
  ],
  [
    'a function of Terraform whose code lies elsewhere',
    {
      'main.tf': 'resource "aws_lambda_function" "paid" {\n  handler = "main.handler"\n  runtime = "python3.12"\n}\n',
      'main.py': `def main(): ...\n${code(60)}`,
    },
    'scripts',
  ],
  [
    'a function that a stack of the AWS CDK deploys',
    {
      'stacks/paid.py':
        'from aws_cdk import aws_lambda as _lambda\n\n\ndef build(scope):\n    _lambda.Function(scope, "Paid", handler="main.on_paid", code=_lambda.Code.from_asset("src/paid"))\n',
      'src/paid/main.py': `def on_paid(message, _): ...\n${code(60)}`,
    },
    'worker',
  ],
  [
    'a function that a stack of the AWS CDK puts behind an API',
    {
      'stacks/orders.py':
        'from aws_cdk import aws_apigateway as api\nfrom aws_cdk.aws_lambda_python_alpha import PythonFunction\n\n\ndef build(scope):\n    orders = PythonFunction(scope, "Orders", entry="src", index="orders.py", handler="create")\n    api.LambdaRestApi(scope, "Api", handler=orders)\n',
      'src/orders.py': `def create(request, _): ...\n${code(60)}`,
    },
    'web-service',
  ],
  [
    'a function of Terraform that is commented out',
    {
      'main.tf':
        '/*\nresource "aws_lambda_function" "paid" {\n  handler = "main.handler"\n  runtime = "python3.12"\n}\n*/\n\nresource "aws_sns_topic" "paid" {\n  name = "paid" # {\n}\n',
      'main.py': `def handler(message, _): ...\n${code(60)}`,
    },
    'scripts',
  ],
  [
    'a function of Terraform in another language, which has a namesake in Python',
    {
      'main.tf': 'resource "aws_lambda_function" "paid" {\n  handler = "index.handler"\n  runtime = "nodejs22.x"\n}\n',
      'index.py': `def handler(message, _): ...\n${code(60)}`,
    },
    'scripts',
  ],
  [
    'a function of the AWS CDK in another language, which has a namesake in Python',
    {
      'stack.py':
        'from aws_cdk import aws_lambda as _lambda\n\n\ndef build(scope):\n    _lambda.Function(scope, "Paid", handler="index.handler", runtime=_lambda.Runtime.NODEJS_22_X)\n',
      'index.py': `def handler(message, _): ...\n${code(60)}`,
    },
    'scripts',
  ],
  [
    'a library with a small function beside that Terraform deploys',
    {
      'pyproject.toml': pyproject('rates'),
      'rates/__init__.py': code(400),
      'infra/main.tf':
        'resource "aws_lambda_function" "turn" {\n  handler = "turn.handler"\n  runtime = "python3.12"\n}\n',
      'infra/turn.py': 'def handler(event, context): ...\n',
    },
    'library',
  ],
  ['an Airflow folder', { 'dags/etl.py': `from airflow import DAG\ndag = DAG("etl")\n${code(60)}` }, 'worker'],
  [
    'Airflow DAGs with a page that a plugin of Airflow adds',
    {
      'dags/etl.py': `from airflow import DAG\ndag = DAG("etl")\n${code(60)}`,
      'plugins/version.py':
        'from airflow.plugins_manager import AirflowPlugin\nfrom flask import Blueprint\nbp = Blueprint("v", __name__)\n' +
        '@bp.route("/a")\ndef a(): ...\n@bp.route("/b")\ndef b(): ...\n@bp.route("/c")\ndef c(): ...\n' +
        'class Version(AirflowPlugin):\n    flask_blueprints = (bp,)\n',
    },
    'worker',
  ],
  [
    'a web application that starts Prefect flows',
    {
      Dockerfile: 'FROM python:3.13-slim\nCOPY . .\nCMD ["python", "app.py"]\n',
      'app.py': `${FLASK}app.run()\n${code(60)}`,
      'flows.py': 'from prefect import flow\n@flow\ndef nightly(): ...\n',
    },
    'web-service',
  ],
  [
    'rules that a script for cron starts',
    {
      'bot/__init__.py': '',
      'bot/rules.py': `${code(60)}if __name__ == "__main__":\n    print(1)\n`,
      'scripts/cron_daily.sh': '#!/bin/bash\n# python -m bot.none\npython -m bot.rules --production\n',
    },
    'worker',
  ],
  [
    'modules that the README has cron start',
    {
      'rules.py': `${code(60)}if __name__ == "__main__":\n    print(1)\n`,
      'README.md': '# Rules\n\n```\n0 8 * * * cd $HOME/rules; python3 -m rules\n```\n',
    },
    'worker',
  ],
  [
    'a command line that the README has cron start',
    {
      'convert.py': `import argparse\nargparse.ArgumentParser().parse_args()\n${code(60)}`,
      'README.md': '# Convert\n\n    0 8 * * * python3 convert.py --all\n',
    },
    'cli',
  ],
  [
    'a bot with a page to keep it alive',
    { 'bot.py': `import discord\nclient = discord.Client()\n${code(60)}`, 'keep_alive.py': FLASK },
    'worker',
  ],
  [
    'a Celery worker whose Flask application holds its settings',
    {
      'app.py': `from flask import Flask\napp = Flask(__name__)\napp.config.from_object("settings")\n${code(60)}`,
      Procfile: 'worker: celery -A tasks worker\n',
      'tasks.py': 'from shared import make_celery\ncelery = make_celery()\n',
    },
    'worker',
  ],
  [
    'a consumer with a page for its state',
    {
      'consume.py': `from kafka import KafkaConsumer\nfor message in KafkaConsumer("orders"):\n    print(message)\n${code(60)}`,
      'status.py': 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/healthz")\ndef health(): ...\n',
      Procfile: 'web: uvicorn status:app\nworker: python consume.py\n',
    },
    'worker',
  ],
  [
    'two programs that work and a page that shows what they found',
    {
      'collect.py': `import requests\nwhile True:\n    requests.get("https://x")\n${code(60)}`,
      'clean.py': code(60),
      'page.py': `${FLASK}if __name__ == "__main__":\n    app.run()\n`,
      Dockerfile: 'FROM python:3.13\nCOPY . .\nCMD ["python", "collect.py"]\n',
      'compose.yaml':
        'services:\n  clean:\n    build: .\n    command: python clean.py\n  page:\n    build: .\n    command: python page.py\n  consumer:\n    build: .\n    command: python collect.py\n',
    },
    'worker',
  ],
  [
    'an API with a worker that it fills',
    {
      'app.py': `from flask import Flask\nfrom tasks import add\napp = Flask(__name__)\n@app.post("/sums")\ndef sums():\n    return add.delay(1)\nif __name__ == "__main__":\n    app.run()\n`,
      'tasks.py': `from celery import Celery\ncelery = Celery("sums")\n@celery.task\ndef add(x): ...\n${code(60)}`,
      Procfile: 'web: python app.py\nworker: celery -A tasks worker\nbeat: celery -A tasks beat\n',
    },
    'web-service',
  ],
  [
    'a package for Flask, and an application beside that is started to try it',
    {
      'pyproject.toml': pyproject('flask-rates', CLASSIFIERS),
      'flask_rates/__init__.py': `${FLASK}${code(60)}`,
      'trial.py': 'from flask import Flask\nfrom flask_rates import add\napp = Flask(__name__)\nadd(app)\n',
      Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "trial:app"]\n',
      'README.md': '# Rates\n\n```python\nfrom flask_rates import add\n```\n',
    },
    'library',
  ],
  [
    'a script that a unit keeps running',
    { 'poll.py': code(60), 'deploy/poll.service': '[Service]\nExecStart=/usr/bin/python3 /srv/poll.py\n' },
    'worker',
  ],
  [
    'a console script',
    {
      'pyproject.toml': pyproject('tool', SCRIPT('tool', 'tool.cli:main')),
      'tool/__init__.py': code(60),
      'tool/cli.py': CLICK,
    },
    'cli',
  ],
  [
    'a command line with a serving command',
    {
      'pyproject.toml': pyproject('tool', CLASSIFIERS + SCRIPT('tool', 'tool.cli:main')),
      'tool/__init__.py': code(60),
      'tool/cli.py': `${CLICK}@main.command()\ndef serve():\n    import uvicorn\n    from tool.web import app\n    uvicorn.run(app)\n`,
      'tool/web.py': 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/x")\ndef x(): ...\n',
    },
    'cli',
  ],
  [
    'the same, and an image that runs the serving command',
    {
      Dockerfile: 'FROM python:3.13\nCMD ["tool", "serve"]\n',
      'pyproject.toml': pyproject('tool', CLASSIFIERS + SCRIPT('tool', 'tool.cli:main')),
      'tool/__init__.py': code(60),
      'tool/cli.py': `${CLICK}@main.command()\ndef serve():\n    import uvicorn\n    from tool.web import app\n    uvicorn.run(app)\n`,
      'tool/web.py': 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/x")\ndef x(): ...\n',
    },
    'web-service',
  ],
  [
    'a scheduled loop that the image starts, with a server of its own beside',
    {
      Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "-m", "trader"]\n',
      'compose.yaml':
        'services:\n  trader:\n    build: .\n  pages:\n    build: .\n    command: gunicorn trader.web:app\n',
      'trader/__init__.py': '',
      'trader/__main__.py': `import schedule\nfrom trader import orders\nschedule.every(5).minutes.do(orders.sync)\n${code(30)}`,
      'trader/orders.py': `def sync(): ...\n${code(30)}`,
      'trader/web.py': `${FLASK}@app.get("/orders")\ndef orders(): return []\n@app.get("/coins")\ndef coins(): return []\n`,
    },
    'worker',
  ],
  [
    'the same image with the server in the loop',
    {
      Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "-m", "trader"]\n',
      'trader/__init__.py': '',
      'trader/__main__.py': `import schedule\nfrom trader.web import app\nschedule.every(5).minutes.do(print)\napp.run()\n${code(60)}`,
      'trader/web.py': `${FLASK}@app.get("/orders")\ndef orders(): return []\n@app.get("/coins")\ndef coins(): return []\n`,
    },
    'web-service',
  ],
  [
    'long scripts, one small tool of which listens',
    {
      'receiver.Dockerfile': 'FROM python:3.13-slim\nCOPY inbox/receiver.py .\nCMD ["python", "receiver.py"]\n',
      'inbox/receiver.py':
        'from http.server import HTTPServer, BaseHTTPRequestHandler\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self): ...\nHTTPServer(("", 80), H).serve_forever()\n',
      ...Object.fromEntries(
        ['a', 'b', 'c'].map((name) => [`scripts/${name}.py`, `${code(90)}if __name__ == '__main__':\n    print(1)\n`]),
      ),
    },
    'scripts',
  ],
  ['a library', { 'pyproject.toml': pyproject('rates', CLASSIFIERS), 'src/rates/__init__.py': code(60) }, 'library'],
  [
    'a library for Flask',
    { 'pyproject.toml': pyproject('flask-rates', CLASSIFIERS), 'src/flask_rates/__init__.py': `${FLASK}${code(60)}` },
    'library',
  ],
  [
    'a library whose README imports it, with a command beside',
    {
      'pyproject.toml': pyproject('rates', CLASSIFIERS + SCRIPT('rates-cli', 'rates.cli:main')),
      'src/rates/__init__.py': code(60),
      'src/rates/cli.py': CLICK,
      'README.md': '# Rates\n\n```python\nimport rates\nrates.get()\n```\n\n```python\nfrom rates import get\n```\n',
    },
    'library',
  ],
  [
    'a command line whose group serves by default what a class answers',
    {
      'pyproject.toml': pyproject('rates', CLASSIFIERS + SCRIPT('rates', 'rates.cli:cli')),
      Dockerfile: 'FROM python:3.13-slim\nRUN pip install rates\nCMD ["rates"]\n',
      'rates/__init__.py': code(60),
      'rates/app.py':
        'class Router:\n    def __init__(self, routes): ...\n    async def __call__(self, scope, receive, send): ...\n',
      'rates/cli.py':
        'import click, uvicorn\nfrom click_default_group import DefaultGroup\nfrom rates.app import Router\n' +
        '@click.group(cls=DefaultGroup, default="serve")\ndef cli(): ...\n' +
        '@cli.command()\ndef inspect(): ...\n@cli.command()\ndef serve():\n    uvicorn.run(Router([]))\n',
    },
    'web-service',
  ],
  [
    'middleware, and answers that are called like applications',
    {
      'rates.py': `${code(60)}class Log:\n    def __init__(self, app): ...\n    async def __call__(self, scope, receive, send): ...\n`,
      'more.py':
        'class Sent(Exception):\n    def __call__(self, environ, start_response): ...\n' +
        'class JsonResponse:\n    async def __call__(self, scope, receive, send): ...\n',
    },
    'scripts',
  ],
  ['notebooks', { 'analysis.ipynb': notebook(80), 'load.py': code(20) }, 'notebook'],
  [
    'one argparse program',
    { 'convert.py': `import argparse\nargparse.ArgumentParser().parse_args()\n${code(60)}` },
    'cli',
  ],
  [
    'a loose script that asks a server again and again',
    {
      'prices.py': `import time\nimport requests\ndef main():\n    while True:\n        requests.get("https://shop.example/prices")\n        time.sleep(60)\n${code(60)}`,
    },
    'worker',
  ],
  [
    'a game that draws again and again',
    { 'snake.py': `import time\ndef main():\n    while True:\n        time.sleep(0.1)\n${code(60)}`, 'b.py': code(20) },
    'scripts',
  ],
  ['loose scripts', { 'a.py': code(40), 'b.py': code(40) }, 'scripts'],
  ['an application in the tests only', { 'tests/app.py': FLASK + code(60), 'a.py': code(60) }, 'scripts'],
])('%s', (_name, files, kind) => {
  expect(infer(files).kind).toBe(kind)
})

test('what else it is stays as a facet, and the reason comes with places', () => {
  const { facets, reason, evidence } = infer({
    'shop/app.py': FLASK + code(60),
    'shop/tasks.py': 'from celery import Celery\napp = Celery("shop")\n',
    Procfile: 'web: gunicorn shop.app:app\n',
  })
  expect(facets).toContain('worker')
  expect(reason).toBe('It serves HTTP by Flask with 1 route and Procfile starts it.')
  expect(evidence.map(({ path, line }) => `${path}:${line}`)).toEqual(['Procfile:1', 'shop/app.py:2'])
})

test('a function in a cloud is shown where it is deployed', () => {
  const { reason, evidence } = infer({
    'infra/main.tf': 'provider "aws" {}\n\nresource "aws_lambda_function" "paid" {\n  handler = "paid.handler"\n}\n',
    'src/paid.py': `def handler(message, _): ...\n${code(60)}`,
  })
  expect(reason).toBe('infra/main.tf starts serverless, which works without being asked.')
  expect(evidence).toEqual([
    { path: 'infra/main.tf', line: 3, note: 'Terraform deploys src/paid.py as the function paid.' },
  ])
})

test('what lies in packages is not called loose', () => {
  const rules = `${code(60)}if __name__ == "__main__":\n    print(1)\n`
  expect(infer({ 'bot/__init__.py': '', 'bot/rules.py': rules })).toMatchObject({
    kind: 'scripts',
    reason: 'Modules that are run by hand: no command, no service and nothing to install.',
  })
  expect(infer({ 'rules.py': rules }).reason).toBe('Loose scripts, no package and no service.')
})

test('many small programs side by side are scripts, whatever one of them does', () => {
  const program = (text: string) => `${text}${code(15)}print(1)\n`
  const files = Object.fromEntries(
    ['chess', 'dice', 'hangman', 'maze', 'poker', 'snake'].map((name) => [`${name}/main.py`, program('')]),
  )
  expect(
    infer({
      ...files,
      'shop/app.py': program(FLASK),
      'jobs/tasks.py': program('from celery import Celery\napp = Celery("x")\n'),
    }).kind,
  ).toBe('scripts')
})
