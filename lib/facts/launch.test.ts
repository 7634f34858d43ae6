import { expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { LaunchCommand, LaunchFact } from './facts'
import { pickServer } from './launch/code-server'
import { entryResolver } from './launch/entry'

function read(files: Record<string, string>): LaunchFact {
  return createFacts(virtualSnapshot(files), new Map()).launch
}

function shape({ source, program, process, server, debug, development, entry }: LaunchCommand): string {
  const marks = [process, server, entry, debug ? 'debug' : null, development ? 'development' : null]
  return `${source}: ${program} ${marks.filter((mark) => mark !== null).join(' ')}`
}

function shapes(files: Record<string, string>): string[] {
  return read(files).commands.map(shape)
}

const image = (command: string) => `FROM python:3.12-slim\nCOPY . .\n${command}\n`

test.each([
  ['CMD ["gunicorn", "-w", "4", "shop.wsgi:application"]', 'dockerfile: gunicorn web production'],
  ['CMD exec gunicorn --bind :$PORT shop.wsgi', 'dockerfile: gunicorn web production'],
  ['CMD ["uv", "run", "--no-sync", "uvicorn", "app.main:app", "--reload"]', 'dockerfile: uvicorn web production debug'],
  ['ENTRYPOINT ["tini", "--"]\nCMD ["python", "-m", "gunicorn", "a:b"]', 'dockerfile: gunicorn web production'],
  [
    'CMD ["opentelemetry-instrument", "--service_name", "x", "hypercorn", "a:b"]',
    'dockerfile: hypercorn web production',
  ],
  ['CMD ["poetry", "run", "flask", "run", "--host=0.0.0.0"]', 'dockerfile: flask web development'],
  ['ENV FLASK_DEBUG=1\nCMD ["flask", "run"]', 'dockerfile: flask web development debug'],
  [
    'CMD python manage.py migrate && python manage.py runserver 0.0.0.0:80',
    'dockerfile: manage.py release|dockerfile: runserver web development debug',
  ],
  ['CMD ["fastapi", "run", "app/main.py"]', 'dockerfile: fastapi web production'],
  ['CMD ["fastapi", "dev", "app/main.py"]', 'dockerfile: fastapi web development debug'],
  ['CMD ["/opt/venv/bin/celery", "-A", "shop", "worker", "-l", "info"]', 'dockerfile: celery worker'],
  ['CMD ["celery", "-A", "shop", "beat"]', 'dockerfile: celery scheduler'],
  ['CMD ["gosu", "app", "uwsgi", "--module", "a.wsgi"]', 'dockerfile: uwsgi web production'],
  [
    'CMD ["watchmedo", "auto-restart", "-d", ".", "--", "gunicorn", "a:b"]',
    'dockerfile: gunicorn web production debug',
  ],
  ['CMD ["sleep", "infinity"]', ''],
])('reads %s', (command, expected) => {
  expect(shapes({ Dockerfile: image(command) }).join('|')).toBe(expected)
})

test('an entry point script is followed, also when its name differs in the image', () => {
  const files = {
    Dockerfile: 'FROM python:3.12\nCOPY docker/prod/start.sh /start\nCOPY . .\nENTRYPOINT ["/start"]\n',
    'docker/prod/start.sh': '#!/bin/sh\nset -e\npython manage.py migrate\nexec gunicorn shop.wsgi "$@"\n',
    'manage.py': '',
  }
  const { commands } = read(files)
  expect(commands.map(shape)).toContain('dockerfile: gunicorn web production')
  expect(commands.find(({ program }) => program === 'gunicorn')?.evidence).toMatchObject({
    path: 'docker/prod/start.sh',
    line: 4,
  })
})

test('arms and branches for development in a script are marked', () => {
  const script = [
    'case "$1" in',
    '  api) exec gunicorn a:b ;;',
    '  api-local)',
    '    exec flask run',
    '    ;;',
    'esac',
    'if [ "$APP_ENV" = "development" ]; then',
    '  uvicorn a:b --reload',
    'else',
    '  uvicorn a:b',
    'fi',
  ].join('\n')
  expect(shapes({ Dockerfile: image('CMD ["./run.sh"]'), 'run.sh': script })).toEqual([
    'dockerfile: gunicorn web production',
    'dockerfile: flask web development development',
    'dockerfile: uvicorn web production debug development',
    'dockerfile: uvicorn web production',
  ])
})

test('"$@" of an entry point script stands for the command', () => {
  const files = {
    Dockerfile: 'FROM python:3.12\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["gunicorn", "a:b"]\n',
    'entrypoint.sh': '#!/bin/sh\nalembic upgrade head\nexec "$@"\n',
  }
  expect(shapes(files)).toEqual(['dockerfile: alembic release', 'dockerfile: gunicorn web production'])
})

test('a server that a command line starts by default is not what its other commands start', () => {
  const found = { program: 'uvicorn', server: 'production', debug: false, line: 1, inMain: false } as const
  const servers = [{ ...found, scope: 'serve', path: 'cli.py', sideDoor: false, others: ['inspect'] }]
  expect(pickServer(servers, ['rates.db', '--port', '80'])?.program).toBe('uvicorn')
  expect(pickServer(servers, ['inspect', 'rates.db'])).toBeNull()
})

test('a Procfile names its processes', () => {
  const text =
    'web: newrelic-admin run-program gunicorn a:b\nworker: celery -A a worker\nrelease: python manage.py migrate\n'
  expect(shapes({ Procfile: text, 'manage.py': '' })).toEqual([
    'procfile: gunicorn web production',
    'procfile: celery worker',
    'procfile: manage.py release manage.py',
  ])
})

test('compose: overrides and services that mount the code are for development, databases are left out', () => {
  const service = (extra: string) =>
    `services:\n  web:\n    build: .\n    command: flask run\n${extra}  db:\n    image: postgres:16\n    healthcheck:\n      test: pg_isready\n`
  expect(shapes({ 'docker-compose.yml': service('') })).toEqual(['compose: flask web development'])
  expect(shapes({ 'docker-compose.yml': service('    volumes:\n      - .:/app\n') })).toEqual([
    'compose: flask web development development',
  ])
  expect(shapes({ 'docker-compose.override.yml': service('') })).toEqual(['compose: flask web development development'])
  expect(read({ 'docker-compose.yml': service('') }).probes).toEqual([])
})

test('probes are read from images, compose, Kubernetes, Helm and platforms', () => {
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: api:1\n          args: ["gunicorn", "a:b"]\n          livenessProbe:\n            httpGet:\n              path: /livez\n'
  const files = {
    Dockerfile: image('HEALTHCHECK CMD curl -f http://localhost:8000/healthz || exit 1\nCMD ["gunicorn", "a:b"]'),
    'compose.yml':
      'services:\n  web:\n    build: .\n    healthcheck:\n      test: ["CMD", "wget", "-qO-", "localhost:8000/ping"]\n',
    'k8s/api.yaml': deployment,
    'chart/Chart.yaml': 'name: x\n',
    'chart/templates/api.yaml': `{{- if .Values.on }}\n${deployment.replace('/livez', '{{ .Values.path }}').replace('api:1', '{{ .Values.image }}')}{{- end }}\n`,
    'fly.toml': '[http_service]\n[[http_service.checks]]\npath = "/up"\n',
    'render.yaml': 'services:\n  - type: web\n    startCommand: gunicorn a:b\n    healthCheckPath: /health\n',
    'infra/lb.tf': 'resource "x" "y" {\n  health_check {\n    path = "/status"\n  }\n}\n',
  }
  const { probes, commands } = read(files)
  expect(probes.map(({ evidence, kind, target }) => `${evidence.path}:${evidence.line} ${kind} ${target}`)).toEqual([
    'Dockerfile:3 http /healthz',
    'compose.yml:4 http /ping',
    'chart/templates/api.yaml:11 http null',
    'k8s/api.yaml:10 http /livez',
    'fly.toml:2 http /up',
    'render.yaml:4 http /health',
    'infra/lb.tf:3 http /status',
  ])
  expect(commands.map(({ source }) => source)).toEqual(['dockerfile', 'kubernetes', 'kubernetes', 'platform'])
})

test('units, supervisord, s6, uWSGI and serverless functions are start commands', () => {
  const files = {
    'deploy/shop.service': '[Service]\nExecStart=/srv/venv/bin/gunicorn \\\n  a:b\n',
    'conf/supervisord.conf': '[program:worker]\ncommand=celery -A a worker\n',
    'docker/s6-rc.d/svc-web/run': '#!/command/with-contenv bash\nexec granian --interface asgi a:b\n',
    'uwsgi.ini': '[uwsgi]\nmodule = a.wsgi:application\n',
    'serverless.yml':
      'provider:\n  runtime: python3.12\nfunctions:\n  api:\n    handler: src/api.handler\n    events:\n      - httpApi: "*"\n',
  }
  expect(shapes(files)).toEqual([
    'systemd: gunicorn web production',
    'supervisor: celery worker',
    'supervisor: granian web production',
    'serverless: serverless web production',
    'script: uwsgi web production',
  ])
})

test('a script that an image starts and a file that it copies are reported when they are missing', () => {
  const { missing } = read({
    Dockerfile: 'FROM python:3.12\nCOPY requirements/prod.txt .\nCMD ["python", "main.py"]\n',
  })
  expect(missing.map(({ line, note }) => `${line}: ${note}`)).toEqual([
    '3: It starts main.py, which is not in the repository.',
    '2: It copies requirements/prod.txt, which is not in the repository.',
  ])
})

test.each([
  [
    'a script that runs itself',
    { Dockerfile: image('CMD ["./a.sh"]'), 'a.sh': './a.sh\nsh b.sh\n', 'b.sh': 'bash a.sh\n' },
  ],
  [
    'broken YAML',
    { 'docker-compose.yml': 'services: [\n  a: {', 'app.yaml': ':::', 'k8s/x.yaml': 'apiVersion: v1\nkind: [' },
  ],
  [
    'odd types',
    {
      'docker-compose.yml': 'services:\n  a: 3\n  b: [x]\n  c:\n    command: {x: 1}\n    healthcheck: no\n',
      'fly.toml': 'checks = 3\nprocesses = [1]\n',
      'render.yaml': 'services: x\n',
      'serverless.yml': 'functions: [1]\n',
      'app.json': '[1, 2',
    },
  ],
  ['endless words', { Procfile: `web: ${'exec '.repeat(50_000)}gunicorn a:b` }],
  ['many services', { Procfile: 'web: gunicorn a:b\n'.repeat(5_000) }],
])('does not throw on %s', (_name, files) => {
  expect(() => read(files as unknown as Record<string, string>)).not.toThrow()
})

test('files of one name take no more than files of many', () => {
  const cost = (nameOf: (at: number) => string) => {
    const all = Array.from({ length: 100_000 }, (_, at) => ({ path: `jobs/j${at}/${nameOf(at)}`, role: 'application' }))
    const before = process.cpuUsage()
    const entries = entryResolver({ all, has: () => false } as never, {} as never)
    expect(entries.script('run-5.sh', 'Dockerfile')).toBe(nameOf(5) === 'run-5.sh' ? 'jobs/j5/run-5.sh' : null)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  expect(cost(() => 'run.sh') / cost((at) => `run-${at}.sh`)).toBeLessThan(5)
})
