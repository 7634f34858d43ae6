import type { TextBlock } from './document'

export interface DocumentedCommand {
  readonly text: string
  readonly line: number
  readonly section: string
  /** Commands of one block follow each other. */
  readonly block: number
}

const SHELL =
  /^(?:|sh|bash|shell|console|zsh|terminal|shell-session|text|txt|powershell|ps1|cmd|bat|batch|fish|doscon|none|plain|plaintext)$/i

const INSTALL =
  /^(?:(?:python[\d.]*|py) -m )?(?:pip[\d.]* install|pipx (?:install|run)|uv (?:sync|pip|add|tool|venv|run)\b|uvx |poetry (?:install|add|shell)|pdm (?:install|add|sync)|pipenv (?:install|sync)|hatch (?:env|shell|run)|conda (?:install|env|create)|mamba (?:install|env|create)|pixi (?:install|run|add)|easy_install|brew install|(?:apt(?:-get)?|dnf|yum|apk|pacman|snap|choco|winget|scoop|flatpak) |docker(?:-| )compose (?:-\S+ \S+ ){0,4}(?:up|build|pull|run)|docker (?:build|pull|run|load)|podman |make [\w.-]*(?:install|setup|dev|build|init|venv|env|bootstrap|deps|up)|make$|(?:just|task|nox|tox|invoke|inv) |(?:python[\d.]*|py) setup\.py|git clone|virtualenv |(?:python[\d.]*|py) -m venv|helm (?:install|upgrade)|kubectl apply|terraform (?:init|apply)|nix(?:-\w+)? |npm (?:install|i|ci)\b|yarn|curl |wget |source |\.\/[\w./-]*(?:install|setup|bootstrap|init)[\w.-]*|(?:ba)?sh [\w./-]*(?:install|setup|bootstrap|init))/i

/** Tests, linters and errands of a developer, whatever runs them. */
const ERRAND =
  /(?:^|\s)(?:(?:\S+\/)?manage\.py (?:migrate|makemigrations|createsuperuser|collectstatic|test|loaddata)|-m (?:pip|venv|virtualenv|pytest|unittest|ipykernel)|(?:python[\d.]*|py) -c|setup\.py|(?:\S*\/)?(?:install|set[-_]?up|bootstrap)[\w-]*\.sh|--version|-V|flask (?:\S+ ){0,4}?(?:db|init\S*)|(?:uv|poetry|pdm|pipenv|hatch|pixi|rye) run (?:\S+ ){0,4}?(?:pytest|ruff|black|flake8|mypy|pyright|ty|pre-commit|prek|tox|nox|poe|coverage|alembic|isort|pylint))(?:\s|$)/
/** Runs the tests, in whatever environment: nothing is set up to be used. */
const TESTS =
  /^(?:tox|nox|(?:just|task|invoke|inv) (?:tests?|lint|check))(?:\s|$)|^(?:docker|podman|uvx?|poetry|pdm|pipenv|hatch|pixi|pipx)\b(?=.*\b(?:run|exec|uvx|compose)\b)(?=.*\s(?:pytest|py\.test|tox|nox|unittest|(?:\S+\/)?manage\.py test)(?:\s|$))/
/** Fetches a file or an installer rather than asking the application. */
const DOWNLOAD = /^curl (?=.{0,300}(?: -[a-zA-Z]*[oO]\b|\||githubusercontent|\.sh\b))/

const RUN =
  /^(?:(?:uv|poetry|pdm|pipenv|hatch|pixi|rye) run |(?:python[\d.]*|py) |Python[\d.]* (?:-m |\S+\.py)|uvicorn |gunicorn |hypercorn |granian |daphne |waitress-serve |flask |fastapi |celery |rq |dramatiq |arq |airflow |prefect |dagster |streamlit |jupyter |docker(?:-| )compose (?:-\S+ \S+ ){0,4}(?:up|run)|docker run|podman run|make [\w.-]*(?:run|start|serve|up|dev|demo|watch|local)|just [\w-]*(?:run|start|serve|up|dev)|honcho |foreman |heroku |supervisord|scrapy |django-admin|\.\/[\w./-]+|(?:ba)?sh [\w./-]+|curl |http |uvx |pipx run|open http)/

const RUNNER = /^(?:uv|poetry|pdm|pipenv|hatch|pixi|rye) run /
/** Starts the program itself, rather than an errand of it. */
const STARTS =
  /^(?:(?:python[\d.]* -m )?(?:uvicorn |gunicorn |hypercorn |granian |daphne |waitress-serve |uwsgi |flask (?:\S+ ){0,4}?run\b|fastapi (?:run|dev)\b|streamlit run |celery (?:\S+ ){0,6}?(?:worker|beat)\b|rq worker|dramatiq |arq )|(?:(?:python[\d.]*|py) )?(?:\S*\/)?(?:manage\.py runserver|(?:main|app|run|server|start|bot|__main__|wsgi|asgi)\.py\b)|docker(?:-| )compose (?:-\S+ \S+ ){0,4}up\b|(?:docker|podman) run |(?:make|just) (?:[\w.]+-)?(?:run|start|serve|up)(?:-[\w-]+)?(?:\s|$)|(?:honcho|foreman) start|heroku local|scrapy crawl|dagster dev|airflow standalone|\.\/(?:\S*\/)?(?:run|start|serve)[\w-]*(?:\.sh)?(?:\s|$))/
/** A folder or a page that is named, and no command. */
const PLACE = /^\.\/(?:[\w./-]*\/|[\w./-]*\.(?:md|rst|txt|ya?ml|json|toml|ini|cfg|conf|env|lock|csv|html?|ipynb))$/

/** Lines of shell blocks and of inline code, without prompts. */
export function documentedCommands(blocks: readonly TextBlock[]): readonly DocumentedCommand[] {
  return blocks.flatMap((block, at) => {
    if (block.kind === 'inline-code')
      return [{ text: stripPrompt(block.text), line: block.line, section: block.section, block: at }]
    if (block.kind !== 'code' || !SHELL.test(block.language ?? '')) return []
    return block.text
      .split('\n')
      .slice(0, 400)
      .map((text, i) => ({
        text: stripPrompt(text.slice(0, 500)),
        line: block.line + i,
        section: block.section,
        block: at,
      }))
      .filter(({ text }) => text !== '' && !text.startsWith('#'))
  })
}

export function isInstallCommand(text: string): boolean {
  return segments(text).some((segment) => INSTALL.test(segment) && !TESTS.test(segment))
}

export function isRunCommand(text: string, scripts: readonly string[]): boolean {
  return segments(text).some(
    (segment) =>
      (RUN.test(segment) &&
        !PLACE.test(segment) &&
        !ERRAND.test(segment) &&
        !TESTS.test(segment) &&
        !DOWNLOAD.test(segment)) ||
      scripts.includes(segment.split(/\s/, 1)[0] ?? ''),
  )
}

/** One that starts the program, by a server, its container, its main script or its own name. */
export function isStartCommand(text: string, scripts: readonly string[]): boolean {
  return segments(text).some((segment) => {
    const started = segment.replace(RUNNER, '')
    return STARTS.test(started) || scripts.includes(started.split(/\s/, 1)[0] ?? '')
  })
}

/** The commands of a line, without `sudo` and assignments before them. */
export function segments(text: string): string[] {
  return text
    .split(/(?:(?<!\s)\s+)?(?:&&|;|\|\|)\s*/)
    .map((part) => part.replace(/^(?:sudo |env |[A-Z_][A-Z0-9_]*=\S* )+/, ''))
}

function stripPrompt(text: string): string {
  return text.trim().replace(/^(?:\(\w+\)\s*)?(?:\$|%|>|>>>|#(?=\s)|PS [^>]{0,80}>|C:\\[^>]{0,80}>)\s+/, '')
}
