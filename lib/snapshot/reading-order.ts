/** What is read first of a repository that is too large to be read whole: the lower, the sooner. */
export function readingOrder(path: string): number {
  const folders = path.split('/')
  const name = (folders.pop() ?? '').toLowerCase()
  const depth = folders.length
  if (folders.some(isInstalledFolder)) return 900 + depth
  if (depth === 0 && !PYTHON.test(name)) return 0
  if (PIPELINES.test(path) || (depth <= 3 && STARTS.test(name))) return 1 + depth
  if (PYTHON.test(name)) return (folders.some((folder) => ASIDE.test(folder)) ? 200 : 100) + depth
  return (STARTS.test(name) ? 120 : 300) + depth
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
const INSTALLED = /^(site-packages|dist-packages|node_modules|__pypackages__|vendor|_vendor|third_party|\.venv|venv)$/i
const ASIDE = /^(docs?|examples?|samples?|fixtures|migrations|testdata|benchmarks?)$/i
