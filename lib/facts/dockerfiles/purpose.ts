import type { DockerfileEntry, DockerStage, Role } from '../facts'

const DEVELOPMENT_PATH =
  /(?:^|\/)(?:\.devcontainer|devcontainer|\.gitpod|\.codespaces)(?:\/|$)|\.gitpod\.Dockerfile$|(?:^|[/._-])(?:dev|devel|development|local|debug|sandbox)(?=[._-]|dockerfile|$)/i
const CI_PATH =
  /(?:^|\/)(?:\.?ci|\.circleci|\.github|\.gitlab|\.buildkite|jenkins)\/|(?:^|[/._-])(?:ci|tests?|testing|lint|build(?:er)?|wheels?|manylinux|release|docs?|bench(?:mark)?s?|fuzz(?:ing)?|e2e)(?=[._-]|dockerfile|$)/i
/** Servers that stand beside an application. */
const FOREIGN_BASE =
  /(?:^|\/)(?:nginx|nginx-unprivileged|caddy|traefik|haproxy|httpd|postgres|postgis|mysql|mariadb|mongo|redis|valkey|rabbitmq|elasticsearch|opensearch|memcached|grafana|prometheus|node)$/
const OTHER_ROLES: readonly Role[] = ['test', 'fixture', 'docs', 'vendored', 'template']

/** What the image is for, by its path, its base and what it starts. */
export function classifyPurpose(
  path: string,
  role: Role,
  stages: readonly DockerStage[],
  final: DockerStage | null,
): DockerfileEntry['purpose'] {
  const named = path.slice(path.lastIndexOf('/') + 1)
  if (/(?:^|\/)\.(?:devcontainer|gitpod|codespaces)/.test(path) || /devcontainers?\//.test(final?.image ?? ''))
    return 'development'
  if (DEVELOPMENT_PATH.test(named) || /(?:^|\/)(?:devcontainer|dev|local)\//i.test(path)) return 'development'
  if (CI_PATH.test(named) || /(?:^|\/)(?:\.?ci|\.circleci|\.github|\.gitlab|\.buildkite|jenkins)\//i.test(path))
    return 'ci'
  if (/(?:^|\/)(?:packaging|installers?|rpm|deb|debian|snap|wheels?)\//i.test(path)) return 'ci'
  if (OTHER_ROLES.includes(role) || !final) return 'other'
  if (FOREIGN_BASE.test(final.image ?? '')) return 'other'
  if (!stages.some(holdsPython)) return 'other'
  return isBuildBox(final, stages) ? 'ci' : 'application'
}

const PYTHON_IMAGE =
  /(?:^|[/_-])(?:python[\d.]*|pypy|conda|(?:mini|ana)conda[\d.]*|miniforge[\d.]*|mambaforge|micromamba|uv|poetry|uvicorn|gunicorn|fastapi|flask|django|meinheld|airflow|prefect|dagster|jupyter\w*|pytorch|tensorflow|scipy-notebook|datascience-notebook|superset|odoo|celery|s2i-python|functions-python)(?=$|[-_\d/.])/i
const SYSTEM_INSTALL = /\b(?:apt(?:-get)?|apk|dnf|yum|microdnf|tdnf|zypper|pacman)\b/
const SYSTEM_PYTHON = /(?:^|\s)(?:(?:python[\d.]*|pip[\d.]*)(?:-[\w.-]+)?|py3-[\w-][\w.-]*)(?=\s|=|$)/
const PYTHON_INSTALL =
  /(?:^|[\s/])(?:pip[\d.]*|pipx|uv|poetry|pdm|pipenv|conda|mamba|micromamba)\s+(?:install|sync|add|pip|env|create|python)\b|\bpython[\d.]*\s+-m\s+(?:pip|venv)\b|\bpython[\d.]*\s+\S{1,200}\.py\b/
const PYTHON_COMMAND =
  /(?:^|[/\s])(?:python[\d.]*|gunicorn|uvicorn|hypercorn|granian|daphne|uwsgi|waitress-serve|celery|flask|fastapi|streamlit|django-admin|supervisord)(?=\s|$)|\.py(?=\s|$)/

function holdsPython(stage: DockerStage): boolean {
  if (stage.image && PYTHON_IMAGE.test(stage.image)) return true
  const words = [...(stage.entrypoint?.words ?? []), ...(stage.command?.words ?? [])].join(' ')
  if (PYTHON_COMMAND.test(words)) return true
  return stage.instructions.some(({ keyword, arguments: text }) => keyword === 'RUN' && installsPython(text))
}

function installsPython(text: string): boolean {
  return text
    .slice(0, 20_000)
    .split(/[|;&\n]+/)
    .some((part) => PYTHON_INSTALL.test(part) || (SYSTEM_INSTALL.test(part) && SYSTEM_PYTHON.test(part)))
}

/** Compiles wheels or a binary and starts nothing. */
function isBuildBox(final: DockerStage, stages: readonly DockerStage[]): boolean {
  if (/manylinux|musllinux|cibuildwheel|pyinstaller/i.test(final.image ?? '')) return true
  if (final.command || final.entrypoint) return false
  const all = stages.flatMap(({ instructions }) => instructions)
  return all.some(
    ({ keyword, arguments: text }) =>
      keyword === 'RUN' &&
      /\b(?:pyinstaller|python[\d.]* -m build|auditwheel|twine|fpm|dpkg-buildpackage|rpmbuild)\b/.test(text),
  )
}
