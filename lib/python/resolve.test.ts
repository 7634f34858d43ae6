import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

/** Callee of the outermost call of a module's last line. */
function lastCallee(text: string): string | undefined {
  const { calls, lines } = engine.analyse(new TextEncoder().encode(text))
  return calls.find((call) => call.line === lines)?.callee
}

test.each([
  ['an import', 'import requests\nrequests.get("/")', 'requests.get'],
  ['an import under another name', 'import requests as r\nr.get("/")', 'requests.get'],
  ['a name from a module', 'from fastapi import FastAPI as App\nApp()', 'fastapi.FastAPI'],
  ['a relative import', 'from ..core.db import session\nsession.get(1)', '..core.db.session.get'],
  ['a sibling', 'from . import db\ndb.connect()', '.db.connect'],
  ['a submodule', 'import urllib.request\nurllib.request.urlopen("x")', 'urllib.request.urlopen'],
  ['a variable', 'import httpx\nc = httpx.Client()\nc.get("/")', 'httpx.Client().get'],
  ['a logger', 'import logging\nlog = logging.getLogger(__name__)\nlog.info("x")', 'logging.getLogger().info'],
  ['a context', 'import httpx\nwith httpx.Client() as c:\n    c.get("/")', 'httpx.Client().get'],
  [
    'an async context',
    'import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        await s.get("/")',
    'aiohttp.ClientSession().get',
  ],
  [
    'an attribute of self',
    'import httpx\nclass A:\n    def __init__(self):\n        self.c = httpx.Client()\n    def f(self):\n        self.c.get("/")',
    'httpx.Client().get',
  ],
  [
    'a class-level field',
    'import httpx\nclass A:\n    c = httpx.Client()\n    def f(self):\n        self.c.get("/")',
    'httpx.Client().get',
  ],
  ['a parameter with a type', 'import httpx\ndef f(c: httpx.Client | None):\n    c.get("/")', 'httpx.Client().get'],
  ['a parameter with a quoted type', 'import httpx\ndef f(c: "httpx.Client"):\n    c.get("/")', 'httpx.Client().get'],
  [
    'what a function of the module returns',
    'from flask import Flask\ndef make():\n    app = Flask("x")\n    return app\nmake().run()',
    'flask.Flask().run',
  ],
  ['an alias', 'import requests\nfetch = requests.get\nfetch("/")', 'requests.get'],
  [
    'a fallback of an optional import',
    'try:\n    import ujson\nexcept ImportError:\n    ujson = None\nujson.loads("1")',
    'ujson.loads',
  ],
  [
    'a global set in a function',
    'import redis\npool = None\ndef start():\n    global pool\n    pool = redis.Redis()\ndef use():\n    pool.get("k")',
    'redis.Redis().get',
  ],
  ['a chain', 'import boto3\nboto3.client("s3").put_object()', 'boto3.client().put_object'],
  ['a class of the module', 'class Job:\n    pass\nj = Job()\nj.run()', 'Job().run'],
  ['a string', '", ".join(x)', 'str.join'],
  [
    'a name that a comprehension uses for itself',
    'import httpx\nc = httpx.Client()\nx = [c for c in y]\nc.get("/")',
    'httpx.Client().get',
  ],
])('%s is followed', (_, text, callee) => {
  expect(lastCallee(`${text}\n`)).toBe(callee)
})

test.each([
  ['a parameter hides an import', 'import client\ndef f(client):\n    client.get("/")'],
  ['a loop variable', 'for client in clients:\n    client.get("/")'],
  ['a variable of a comprehension', 'import httpx\nclient = httpx.Client()\n[client.get("/") for client in clients]'],
  ['nothing is known', 'client.get("/")'],
  ['the type is Any', 'from typing import Any\ndef f(client: Any):\n    client.get("/")'],
  [
    'a name of a class is not seen in its methods',
    'import httpx\nclass A:\n    client = httpx.Client()\n    def f(self):\n        client.get("/")',
  ],
])('where %s the callee stays as written', (_, text) => {
  expect(lastCallee(`${text}\n`)).toBe('client.get')
})

test('where a call stands is told', () => {
  const { calls } = engine.analyse(
    new TextEncoder().encode(`
async def work():
    for item in source():
        try:
            await send(item)
        except OSError:
            log()
    total = [one(x) for x in many()]

class Job:
    def run(self):
        def inner():
            deep()
        later(lambda: lazy())

if __name__ == "__main__":
    start()
`),
  )
  const told = calls.map((call) =>
    [
      call.written,
      call.scope,
      call.awaited && 'awaited',
      call.inLoop && 'loop',
      call.inTry && 'try',
      call.inHandler && 'handler',
      call.inMain && 'main',
    ]
      .filter(Boolean)
      .join(' '),
  )
  expect(told).toEqual([
    'source work',
    'send work awaited loop try',
    'log work loop handler',
    'one work loop',
    'many work',
    'deep Job.run.<locals>.inner',
    'later Job.run',
    'lazy Job.run',
    'start main',
  ])
})

test('reads that matter are listed as they are written, or by their import; asking for a key reads nothing', () => {
  const { attributes } = engine.analyse(
    new TextEncoder().encode(`
import sys
from flask import request
from sys import argv

def a():
    return request.json["x"], request.args.get("y"), request.get_json()

class View:
    def post(self):
        return self.request.body

def c(request: HttpRequest):
    return request.POST

def d(request):
    return "save" in request.POST or "keep" not in request.data, name in request.args, "all" in sys.argv

def main():
    return sys.argv[1:], argv
`),
  )
  expect(attributes.map(({ name, scope }) => `${scope} ${name}`)).toEqual([
    'a flask.request.json',
    'a flask.request.args',
    'View.post self.request.body',
    'c request.POST',
    'd request.args',
    'd sys.argv',
    'main sys.argv',
    'main sys.argv',
  ])
})
