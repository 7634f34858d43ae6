import { auditSnapshot, type RecordSource } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { type Files, repositories } from './corpus'
import type { Target } from './target'

/** Kinds of files, each with the paths that are of it. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'pyproject.toml': /(^|\/)pyproject\.toml$/,
  'setup.cfg and tox.ini': /(^|\/)(setup\.cfg|tox\.ini|\.flake8|mypy\.ini|\.coveragerc|alembic\.ini)$/,
  'setup.py and noxfile.py': /(^|\/)(setup|noxfile)\.py$/,
  requirements: /requirements[\w.-]*\.(txt|in)$|constraints\.txt$/,
  'Pipfile and environment.yml': /(^|\/)(Pipfile|environment\.ya?ml)$/,
  'lock files': /\.lock$|(^|\/)(conda-lock\.yml|pylock\.toml)$/,
  'workflows of GitHub': /^\.github\/(workflows|actions)\//,
  'pipelines of others':
    /gitlab-ci|^ci\.yml$|azure-pipelines|\.circleci|Jenkinsfile|travis|bitbucket|buildkite|\.drone/,
  Dockerfiles: /(^|\/)(Dockerfile|Containerfile)[\w.-]*$|\.dockerfile$/,
  'compose, Kubernetes and Helm': /compose[\w.-]*\.ya?ml$|^(k8s|chart|deploy|helm)\/.*\.ya?ml$/,
  'files of git': /(^|\/)(\.gitattributes|\.gitmodules|\.gitignore|\.dockerignore|CODEOWNERS)$/,
  'pre-commit': /\.pre-commit-config\.yaml$/,
  'scripts and make': /\.(sh|service|conf)$|(^|\/)(Makefile|justfile|Taskfile\.yml|Procfile|entrypoint)$/,
  environment: /(^|\/)\.env[\w.-]*$/,
  README: /(^|\/)(README|CONTRIBUTING|docs\/)[\w./-]*\.(md|rst|txt)$/i,
  'OpenAPI and serverless': /(^|\/)(openapi|swagger|serverless|app)[\w.-]*\.(ya?ml|json)$/,
  notebooks: /\.ipynb$/,
  Python: /\.py$/,
}

interface Case {
  readonly files: Files
  readonly path: string
}

/** The whole engine over a repository of which one file is damaged; a check that throws is a fault. */
export function engineTargets(): readonly Target[] {
  const all = repositories()
  return Object.entries(KINDS).map(([name, kind]): Target => {
    const cases = casesOf(all, kind)
    return {
      name: `engine: ${name}`,
      form: 'text',
      seeds: cases.map(({ files, path }) => files[path] ?? ''),
      async run(input, seed) {
        const { files, path } = cases[seed] as Case
        const snapshot = virtualSnapshot({ ...files, [path]: input })
        const report = await auditSnapshot(snapshot, await records(), (id, error) => {
          throw new Error(`The check ${id} threw`, { cause: error })
        })
        const cited = report.results.flatMap(({ evidence }) => evidence.map((each) => each.path))
        const absent = cited.find((each) => each !== '' && !snapshot.files.has(each))
        if (absent !== undefined) throw new Error(`${absent} is cited and does not exist`)
      },
    }
  })
}

/** Each text once, in the first repository that holds it. */
function casesOf(all: readonly Files[], kind: RegExp): readonly Case[] {
  const cases = new Map<string, Case>()
  for (const files of all) {
    for (const [path, text] of Object.entries(files)) {
      if (kind.test(path) && typeof text === 'string' && !cases.has(text)) cases.set(text, { files, path })
    }
  }
  return [...cases.values()]
}

let loaded: Promise<RecordSource> | undefined

function records(): Promise<RecordSource> {
  loaded ??= createInThreadRecords()
  return loaded
}
