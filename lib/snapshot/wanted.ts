import type { OmitReason } from './snapshot'

const MIB = 1024 * 1024
const LOCK_BYTES = 8 * MIB
const TEXT_BYTES = 2 * MIB
const JSON_BYTES = MIB
const KEY_BYTES = 64 * 1024

/** What is said of files that are `too-large`. */
export const TOO_LARGE = `Files over the limit of their kind were not read: ${TEXT_BYTES / MIB} MiB of text, ${JSON_BYTES / MIB} MiB of JSON, ${LOCK_BYTES / MIB} MiB of a lock file.`

const LOCKS =
  /^(uv\.lock|poetry\.lock|pdm\.lock|pipfile\.lock|pixi\.lock|pylock(\.[\w-]+)?\.toml|conda-lock(\.[\w-]+)?\.ya?ml|requirements[\w.-]*\.txt)$/
const KEYS = /\.(pem|key|p12|pfx|jks|keystore|ppk|asc|crt|cer|der)$|^id_(rsa|dsa|ecdsa|ed25519)$/
const JSON_LIKE = /\.(json|json5|jsonc|webmanifest)$|^\.(babelrc|eslintrc|prettierrc)$/
const PYTHON = /\.(py|pyw|pyi|ipynb)$/
const TEXT =
  /\.(toml|ya?ml|cfg|ini|conf|config|txt|in|md|markdown|rst|adoc|sh|bash|zsh|fish|ps1|bat|cmd|mk|just|env|envrc|properties|tf|tfvars|hcl|nix|service|timer|socket|j2|tpl|jinja|jinja2|graphql|gql|graphqls|proto|raml|apib|xml|groovy|jenkinsfile|kdl|star|bzl|tmpl|template|example|sample|dist|pip|lock|http|sql|dockerfile|containerfile|ru|cue|toml\.example|snapcraft|spec|plist|run|nomad)$/
const NAMES =
  /^(dockerfile|containerfile|makefile|gnumakefile|justfile|taskfile|procfile|vagrantfile|jenkinsfile|tiltfile|earthfile|brewfile|gemfile|pipfile|rakefile|caddyfile|buildfile|build|workspace|license|licence|copying|notice|authors|contributors|maintainers|codeowners|changelog|changes|history|news|readme|install|manifest|version|owners|security|contributing|run|up|finish|ecosystem|pm2|heroku\.yml|netlify\.toml)([._-].*)?$/
const DOT_NAMES =
  /^\.(env.*|flaskenv|envrc|gitignore|gitattributes|dockerignore|gitmodules|gcloudignore|slugignore|ebignore|helmignore|coveragerc|flake8|pylintrc|isort\.cfg|style\.yapf|mypy\.ini|pypirc|netrc|npmrc|python-version|tool-versions|editorconfig|bandit|sops\.yaml|buildpacks|pep8|pycodestyle|pydocstyle|yapfignore|secrets\.baseline|s2i|airflowignore|ruff\.toml)$/
const EXTENSIONLESS = /^[^.]+$/

/** Decides about a file from its path and size: null to keep it, else why its bytes are left out. */
export type Wanted = (path: string, size: number) => OmitReason | null

/** Files that some fact may ask for: source, manifests, pipelines, images, documents, environment and key files. */
export function wantedFile(path: string, size: number): OmitReason | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const limit = limitOf(path, name)
  if (limit === null) return 'unwanted'
  if (size <= limit) return null
  return KEYS.test(name) || EXTENSIONLESS.test(name) ? 'unwanted' : 'too-large'
}

/** Bytes up to which a file is kept, or null when nothing asks for it. */
function limitOf(path: string, name: string): number | null {
  if (LOCKS.test(name)) return LOCK_BYTES
  if (PYTHON.test(name) || DOT_NAMES.test(name) || NAMES.test(name)) return TEXT_BYTES
  if (KEYS.test(name)) return KEY_BYTES
  if (JSON_LIKE.test(name)) return JSON_BYTES
  if (TEXT.test(name)) return TEXT_BYTES
  // Scripts without an extension: entry points, hooks, s6 and CI commands.
  return EXTENSIONLESS.test(name) && !/(^|\/)(node_modules|\.git)\//.test(path) ? KEY_BYTES : null
}
