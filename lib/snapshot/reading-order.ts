/** What is read first of a repository that is too large to be read whole: the lower, the sooner. */
export function readingOrder(path: string): number {
  const folders = path.split('/')
  const name = (folders.pop() ?? '').toLowerCase()
  const depth = folders.length
  if (folders.some(isInstalledFolder)) return 900 + depth
  if (depth === 0 && !PYTHON.test(name)) return 0
  if (PIPELINES.test(path) || (depth <= 3 && STARTS.test(name))) return 1 + depth
  const isAside = folders.some((folder) => ASIDE.test(folder))
  if (depth <= 4 && COMMANDS.test(name) && !isAside && !folders.some((folder) => TESTS.test(folder))) return 90 + depth
  if (PYTHON.test(name)) return (isAside ? 200 : 100) + depth
  return (STARTS.test(name) ? 120 : DATA.test(name) ? 400 : 300) + depth
}

/** Whether verdicts rest on it, as they do on code, manifests, pipelines and what starts the project; not on data. */
export function isReadFirst(path: string): boolean {
  return readingOrder(path) < 300
}

/** A folder of this name holds packages that were installed or copied from elsewhere. */
export function isInstalledFolder(name: string): boolean {
  return INSTALLED.test(name)
}

const PYTHON = /\.(pyw?|ipynb)$/
const PIPELINES = /^(\.github|\.circleci|\.buildkite|\.gitlab|\.azure-pipelines|\.azuredevops)\//
/** Manifests, locks, images, how it is started and set up, and what it says of itself. */
const STARTS =
  /^(pyproject\.toml|setup\.(py|cfg)|requirements.*\.(txt|in)|pipfile(\.lock)?|.*\.lock|pylock.*\.toml|environment\.ya?ml|dockerfile.*|.*\.dockerfile|containerfile.*|(docker-)?compose.*\.ya?ml|procfile.*|readme.*|manage\.py|wsgi\.py|asgi\.py|main\.py|__main__\.py|app\.py|server\.py|settings.*\.py|config\.py|conftest\.py|tox\.ini|pytest\.ini|mypy\.ini|ruff\.toml|\.flake8|noxfile\.py|makefile|justfile|jenkinsfile.*|chart\.ya?ml|values.*\.ya?ml|openapi.*|swagger.*|\.pre-commit-config\.ya?ml|\.gitignore|\.env.*|codeowners)$/
/** Scripts and units, which tell what runs: an entry point in a folder may be all that makes a project a service. */
const COMMANDS = /^[^.]+$|\.(sh|service|conf|ini)$/
/** Much of it tells nothing: translations, recordings, what is written for people. */
const DATA = /\.(json5?|jsonc|md|markdown|rst|adoc|txt|xml|plist|properties|crt|pem|key)$/
const INSTALLED = /^(site-packages|dist-packages|node_modules|__pypackages__|vendor|_vendor|third_party|\.venv|venv)$/i
const TESTS = /^tests?$/i
const ASIDE = /^(docs?|examples?|samples?|fixtures|migrations|testdata|benchmarks?)$/i
