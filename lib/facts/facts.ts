import type { ModuleRecord, RouteRecord } from '@/lib/python/record'
import type { SnapshotLimit } from '@/lib/snapshot/snapshot'

/** A located observation. Without a line it is about the whole file; path '' is about the repository as a whole. */
export interface Evidence {
  readonly path: string
  readonly line?: number
  readonly endLine?: number
  readonly note: string
}

export type Kind = 'web-service' | 'worker' | 'cli' | 'library' | 'notebook' | 'scripts' | 'none'

/** Everything that a check may ask for. Each is computed at most once per audit, on first use. */
export interface Facts {
  readonly project: ProjectFact
  readonly override: OverrideFact
  readonly kind: KindFact
  readonly files: FilesFact
  readonly python: PythonFact
  readonly dependencies: DependenciesFact
  readonly tools: ToolsFact
  readonly ci: CiFact
  readonly routes: RoutesFact
  readonly launch: LaunchFact
  readonly dockerfiles: DockerfilesFact
  readonly secrets: SecretsFact
  readonly readme: ReadmeFact
  readonly apiDocuments: ApiDocumentsFact
  readonly environment: EnvironmentFact
}
export type FactName = keyof Facts

export interface ProjectFact {
  /** Folder of the project: '' for the repository's root. */
  readonly path: string
  readonly limits: readonly SnapshotLimit[]
}

/** What the repository's owner says in `.airworthy.yml` beside the project. */
export interface OverrideFact {
  /** Null when there is no such file. */
  readonly path: string | null
  readonly kind: { readonly kind: Kind; readonly line: number } | null
  /** Path patterns from the file's folder: code there counts for nothing. */
  readonly exclude: readonly { readonly pattern: string; readonly line: number }[]
  /** Characteristic to the written reason why it should not count. */
  readonly exempt: readonly { readonly id: string; readonly reason: string; readonly line: number }[]
  /** What is not honoured, and why. */
  readonly problems: readonly Evidence[]
}

export interface KindFact {
  readonly kind: Kind
  /** Other kinds that are also true of it (a Django site with Celery is web-service and worker). */
  readonly facets: readonly Kind[]
  /** One sentence. */
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

export type Role =
  | 'application'
  | 'test'
  | 'migration'
  | 'vendored'
  | 'generated'
  | 'docs'
  | 'tooling'
  | 'template'
  | 'fixture'
  | 'excluded'

export interface FileEntry {
  readonly path: string
  readonly role: Role
  readonly size: number
  readonly executable: boolean
}

export interface FilesFact {
  readonly all: readonly FileEntry[]
  has(path: string): boolean
  /** Text of a file that was read (UTF-8, BOM and UTF-16 handled), or null. At most 2 MiB. */
  text(path: string): string | null
  /** The owner's exclusions would leave practically no code, so they are not honoured. */
  readonly exclusionsRefused: boolean
  /** Python files and lines of code by role. */
  readonly roles: Readonly<Partial<Record<Role, { readonly files: number; readonly lines: number }>>>
  /** `.gitignore` says that this path would be ignored (root and nested files). */
  ignoredByGit(path: string): boolean
  readonly notebooks: readonly NotebookEntry[]
}

export interface NotebookEntry {
  readonly path: string
  readonly codeCells: number
  readonly codeLines: number
  readonly role: Role
}

export interface PythonModule {
  readonly path: string
  /** Dotted name inside the project (`app.main`), as imports would say it. */
  readonly name: string
  readonly role: Role
  readonly record: ModuleRecord
  /** Paths of modules of this repository that it imports. */
  readonly imports: readonly string[]
}

/** A module of another project of the repository that this one's code imports. */
export interface SharedModule {
  readonly module: PythonModule
  /** It runs when the project's code does: not in a function that nothing calls, nor where the module is the program. */
  runs(call: { readonly scope: string | null; readonly inMain: boolean }): boolean
}

export interface PythonFact {
  readonly modules: readonly PythonModule[]
  /** Application role, parsed, reachable. What nearly every check wants. */
  readonly application: readonly PythonModule[]
  readonly tests: readonly PythonModule[]
  /** What it imports of the repository's other projects, directly or through each other. */
  readonly shared: readonly SharedModule[]
  /** Application code that no entry point, test or start command reaches. Named, not evidence. */
  readonly unreachable: readonly PythonModule[]
  /** Application lines of code (parsed modules and, where notebooks dominate, code cells). */
  readonly lines: number
  readonly unparsed: readonly { readonly path: string; readonly reason: string }[]
  /** 0 to 1: lines of application code that could not be parsed. */
  readonly unparsedShare: number
  /** Path of the module that `a.b.c` names (a module, a package's `__init__.py`, or the module that holds the name), or null. */
  resolve(dotted: string, from?: string): string | null
  /** Top-level import name, neither standard library nor of this repository, to where application code imports it. */
  readonly thirdParty: ReadonlyMap<
    string,
    readonly { readonly path: string; readonly line: number; readonly optional: boolean }[]
  >
}

export type DependencyScope = 'runtime' | 'dev' | 'test' | 'docs' | 'build' | 'optional' | 'container'

export interface Dependency {
  /** Normalised by PEP 503. */
  readonly name: string
  readonly specifier: string
  /** Exactly one version (`==1.2.3`, or a commit id). */
  readonly pinned: boolean
  readonly scope: DependencyScope
  /** Of an extra or a group that installing the project leaves out. */
  readonly onRequest?: true
  readonly path: string
  readonly line: number
}

export interface Manifest {
  readonly path: string
  readonly format:
    | 'pyproject'
    | 'poetry'
    | 'setup.cfg'
    | 'setup.py'
    | 'requirements'
    | 'pipfile'
    | 'conda'
    | 'pixi'
    | 'pep723'
  /** Tool whose tables or files it uses: uv, poetry, pdm, hatch, setuptools, flit, pip-tools, pipenv, conda... */
  readonly tool: string | null
  readonly error?: string
}

export interface LockFile {
  readonly path: string
  readonly format:
    | 'uv'
    | 'poetry'
    | 'pdm'
    | 'pipenv'
    | 'pylock'
    | 'pip-tools'
    | 'uv-compiled'
    | 'conda-lock'
    | 'pixi'
    | 'hashed-requirements'
  /** matches, stale (with a reason), or unknown when it can't be told statically. */
  readonly freshness: 'matches' | 'stale' | 'unknown'
  readonly reason?: string
  readonly line?: number
  readonly packages: number
}

export interface DependenciesFact {
  readonly manifests: readonly Manifest[]
  readonly declared: readonly Dependency[]
  readonly locks: readonly LockFile[]
  /** Imported by application code and declared nowhere (import name). */
  readonly undeclared: readonly { readonly name: string; readonly path: string; readonly line: number }[]
  /** `[build-system]` of pyproject or a setup() call; null when it can't be built as a package. */
  readonly buildBackend: { readonly name: string; readonly path: string; readonly line: number } | null
  readonly package: {
    readonly name: string
    readonly path: string
    readonly line: number
    readonly requiresPython: string | null
  } | null
  /** console_scripts and [project.scripts]: name to target. */
  readonly scripts: readonly {
    readonly name: string
    readonly target: string
    readonly path: string
    readonly line: number
  }[]
  /** True when a runtime, dev or other scope declares it. */
  has(distribution: string): boolean
}

/** A tool as configured, hooked, or declared; whether it is run is `ci.runs`. */
export interface ToolConfig {
  /** ruff, black, flake8, pylint, mypy, pyright, pytest, coverage, bandit... lower case. */
  readonly tool: string
  readonly path: string
  readonly line?: number
}

export interface HookConfig {
  /** Hook id as written: `ruff-format`, `black`. */
  readonly id: string
  readonly repo: string
  readonly rev: string | null
  readonly path: string
  readonly line: number
}

export interface ToolsFact {
  readonly configured: readonly ToolConfig[]
  readonly hooks: readonly HookConfig[]
  /** pre-commit runs hooks on changes: the file exists and has hooks. */
  readonly preCommit: { readonly path: string; readonly ci: boolean } | null
  /** Ruff codes or prefixes that the project's own configuration ignores everywhere. */
  readonly ruffIgnored: readonly string[]
  /** Per-file ignores: glob to codes. */
  readonly ruffPerFileIgnored: readonly { readonly glob: string; readonly codes: readonly string[] }[]
  /** Selected Ruff rules when stated. */
  readonly ruffSelected: readonly string[] | null
  readonly coverageThreshold: { readonly percent: number; readonly path: string; readonly line: number } | null
  readonly dependencyUpdates: readonly ToolConfig[]
}

export type CiSystem =
  | 'github-actions'
  | 'gitlab-ci'
  | 'circleci'
  | 'azure-pipelines'
  | 'jenkins'
  | 'travis'
  | 'buildkite'
  | 'drone'
  | 'woodpecker'
  | 'bitbucket'
  | 'other'

export interface CiStep {
  readonly path: string
  readonly line: number
  readonly pipeline: string
  readonly job: string
  readonly name: string | null
  /** One simple command after expansion through make, tox, nox, scripts...: its words. Empty for an action. */
  readonly command: readonly string[]
  /** `uses:` of an action, or null. */
  readonly uses: string | null
  readonly inputs: Readonly<Record<string, string>>
  /** Where the command stands when it was expanded (a Makefile line, a script). */
  readonly via: readonly { readonly path: string; readonly line: number; readonly note: string }[]
  /** False when its failure is swallowed (continue-on-error, `|| true`, allow_failure, `--exit-zero`). */
  readonly canFail: boolean
  /** Its pipeline and job run on push to a branch, or on pull or merge requests. */
  readonly onChange: boolean
  /** The working directory, relative to the repository root. */
  readonly directory: string
}

export interface CiPipeline {
  readonly system: CiSystem
  readonly path: string
  readonly name: string
  readonly triggers: readonly {
    readonly event: 'push' | 'pull_request' | 'schedule' | 'tag' | 'release' | 'manual' | 'other'
    readonly line: number
  }[]
  /** Runs on push to a branch, or on pull or merge requests. */
  readonly onChange: boolean
  /** A service that no longer runs (Travis .org...) or a file that can't be parsed: the reason. */
  readonly dead: string | null
  /** Files that it refers to and that do not exist. */
  readonly missing: readonly { readonly path: string; readonly line: number; readonly target: string }[]
}

/** A use of a named tool somewhere in pipelines or hooks. */
export interface ToolRun {
  readonly tool: string
  readonly where: 'ci' | 'pre-commit' | 'task-runner'
  readonly canFail: boolean
  /** For formatters and linters: it only checks (`--check`), or is a pre-commit hook; a bare rewriting run is false. */
  readonly checks: boolean
  readonly onChange: boolean
  readonly evidence: Evidence
}

export interface CiFact {
  readonly pipelines: readonly CiPipeline[]
  readonly steps: readonly CiStep[]
  /** Every run of a known tool: pytest, unittest, tox, ruff, black, mypy, bandit, pip-audit, codeql, trivy... */
  readonly runs: readonly ToolRun[]
  /** What pipelines would run whose service is gone. */
  readonly dormant: readonly ToolRun[]
  /** Steps that release or deploy. */
  readonly deployments: readonly Evidence[]
  /** Reusable workflows or templates in other repositories: can't be read. */
  readonly remote: readonly Evidence[]
  /** Files of pipelines of which not all, or not all that they call, was read: they are more than is followed. */
  readonly cut: readonly string[]
}

export interface RoutesFact {
  readonly frameworks: readonly { readonly name: string; readonly evidence: Evidence }[]
  readonly routes: readonly (RouteRecord & { readonly module: string; readonly fullPath: string | null })[]
  /** Applications created: `FastAPI()`, `Flask(__name__)`, Django settings... */
  readonly applications: readonly Evidence[]
}

export type ServerKind = 'production' | 'development' | 'unknown'

export interface LaunchCommand {
  /** web, worker, scheduler, release, cli, other. */
  readonly process: 'web' | 'worker' | 'scheduler' | 'release' | 'other'
  readonly words: readonly string[]
  /** gunicorn, uvicorn, flask, runserver, celery, python... */
  readonly program: string
  /** Entry module or script as a repository path where it resolves. */
  readonly entry: string | null
  readonly server: ServerKind | null
  /** --reload, debug=True, FLASK_DEBUG=1... */
  readonly debug: boolean
  readonly source:
    | 'dockerfile'
    | 'procfile'
    | 'compose'
    | 'kubernetes'
    | 'systemd'
    | 'supervisor'
    | 'script'
    | 'serverless'
    | 'platform'
    | 'code'
    | 'console-script'
    | 'readme'
  /** Meant for development only (compose override, Makefile `dev`, README "development"). */
  readonly development: boolean
  readonly evidence: Evidence
}

export interface ProbeFact {
  readonly source: 'dockerfile' | 'compose' | 'kubernetes' | 'platform'
  readonly kind: 'http' | 'tcp' | 'command'
  /** Path asked for, for http. */
  readonly target: string | null
  /** What is probed, where it is named. */
  readonly container?: { readonly name: string; readonly image: string }
  readonly evidence: Evidence
}

export interface LaunchFact {
  readonly commands: readonly LaunchCommand[]
  readonly probes: readonly ProbeFact[]
  /** Other packagings for deployment: Procfile, serverless, Ansible, systemd, Helm, app.yaml... */
  readonly packagings: readonly Evidence[]
  /** References in Dockerfiles, compose and scripts to files that do not exist. */
  readonly missing: readonly Evidence[]
}

export interface DockerStage {
  readonly name: string | null
  readonly line: number
  /** Base image after following `FROM <stage>`, with ARG defaults filled in; null when it can't be resolved. */
  readonly image: string | null
  readonly tag: string | null
  readonly digest: boolean
  readonly user: { readonly name: string; readonly line: number } | null
  readonly command: { readonly words: readonly string[]; readonly line: number; readonly exec: boolean } | null
  readonly entrypoint: { readonly words: readonly string[]; readonly line: number; readonly exec: boolean } | null
  readonly healthcheck: { readonly words: readonly string[]; readonly line: number } | null
  /** Name of the earlier stage that it is built on; user, commands and environment are inherited from it. */
  readonly parent: string | null
  /** Its own; flags (`--from=build`) apart, heredocs of RUN as their body. */
  readonly instructions: readonly {
    readonly keyword: string
    readonly flags: readonly string[]
    readonly arguments: string
    readonly line: number
  }[]
  readonly environment: Readonly<Record<string, string>>
}

export interface DockerfileEntry {
  readonly path: string
  readonly stages: readonly DockerStage[]
  /** The stage that ships. */
  readonly final: DockerStage | null
  /** application, development (devcontainer), ci, database or proxy, docs, test. */
  readonly purpose: 'application' | 'development' | 'ci' | 'other'
  readonly error?: string
  /** Where a compose file that is not for development builds it, and the command that it gives. */
  readonly composed: { readonly path: string; readonly line: number; readonly command: string | null } | null
  readonly dockerignore: string | null
  /** Where dependencies are installed; `locked`: from a lock file or compiled requirements. Null when none are. */
  readonly dependenciesBeforeCode: { readonly ok: boolean; readonly locked: boolean; readonly line: number } | null
}

export interface DockerfilesFact {
  readonly files: readonly DockerfileEntry[]
  /** Dockerfiles that package the application. */
  readonly application: readonly DockerfileEntry[]
}

export interface SecretFinding {
  /** leak: a credential in the tree; insecure-default: a fallback literal; development: a literal in a development-only place. */
  readonly severity: 'leak' | 'insecure-default' | 'development'
  /** What it is: "AWS access key", "private key", "Django SECRET_KEY". */
  readonly what: string
  /** Masked: never the value. */
  readonly masked: string
  readonly path: string
  readonly line: number
  readonly suppressed: boolean
}

export interface SecretsFact {
  readonly findings: readonly SecretFinding[]
  /** Files of a repository with more text than is searched. */
  readonly unsearched: readonly string[]
  /** Committed env files and whether they hold secret values. */
  readonly envFiles: readonly { readonly path: string; readonly holdsSecrets: boolean; readonly template: boolean }[]
  readonly envIgnored: boolean
  /** The repository uses a .env file (dotenv, compose env_file, README). */
  readonly usesEnvFile: Evidence | null
  /** Where secrets come from: environment, a secret manager, platform. */
  readonly sources: readonly Evidence[]
}

export interface ReadmeFact {
  readonly path: string | null
  readonly words: number
  readonly description: Evidence | null
  readonly install: Evidence | null
  readonly usage: Evidence | null
  /** Links to documentation in or outside the repository. */
  readonly links: readonly Evidence[]
  /** Commands in it that refer to files which do not exist. */
  readonly broken: readonly Evidence[]
  /** Recognised untouched template. */
  readonly template: string | null
  readonly codeBlocks: readonly { readonly language: string | null; readonly text: string; readonly line: number }[]
}

export interface ApiDocumentsFact {
  /** OpenAPI or Swagger files and GraphQL schemas, with the operations they hold. */
  readonly documents: readonly {
    readonly path: string
    readonly format: 'openapi' | 'swagger' | 'graphql' | 'postman' | 'prose'
    readonly operations: number
    readonly described: number
    readonly error?: string
    /** Where a README says that the description is, outside of the repository. */
    readonly link?: string
    readonly line?: number
  }[]
}

export interface EnvironmentFact {
  /** Reads of the environment, in settings layers or by hand; of a service whose code reads nothing, by its start commands. */
  readonly reads: readonly {
    readonly name: string | null
    readonly path: string
    readonly line: number
    readonly via: string
    readonly settingsLayer: boolean
    /** What it gives is kept under a name that nothing uses. */
    readonly unused?: boolean
  }[]
  /** Variables documented, with where. */
  readonly documented: readonly { readonly name: string; readonly path: string; readonly line: number }[]
  /** Values that differ between environments and are written into the code. */
  readonly hardCoded: readonly { readonly what: string; readonly path: string; readonly line: number }[]
  readonly settingsLayers: readonly Evidence[]
  readonly files: {
    /** Calls that load settings from a file outside of the code. */
    readonly loads: readonly Evidence[]
    /** Where a person learns what to put into it: a sample, or a page that tells of it. */
    readonly documented: Evidence | null
  }
}
