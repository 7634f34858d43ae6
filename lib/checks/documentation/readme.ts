import type { Evidence, Facts } from '@/lib/facts/facts'
import { defineCheck, fail, partial, pass } from '../check'

export default defineCheck({
  id: 'readme',
  category: 'documentation',
  title: 'The README says what, how to install and how to run',
  weight: 2,
  why: 'A stranger on call at night starts with the README. When it does not say what the project is, how to set it up and how to run it, every incident begins with archaeology.',
  needs: ['readme', 'dependencies', 'kind'],
  detect({ readme }) {
    const { path } = readme
    if (path === null) {
      return fail('There is no README.', [
        { path: '', note: 'Looked for README with any ending at the root, in .github and in docs.' },
      ])
    }
    if (readme.words < 12)
      return fail('The README is a title only.', [{ path, line: 1, note: `It holds ${readme.words} words.` }])
    if (readme.template)
      return fail(`The README is ${readme.template}.`, [{ path, note: `Recognised as ${readme.template}.` }])
    const parts = [
      { what: 'what it is', found: readme.description },
      { what: 'how to install or set it up', found: readme.install },
      { what: 'how to run or use it', found: readme.usage },
    ]
    const found = parts.flatMap((part) => (part.found ? [part.found] : []))
    const missing = parts.filter((part) => !part.found).map((part) => part.what)
    const evidence: Evidence[] = [...found, ...missing.map((what) => ({ path, note: `Does not say ${what}.` }))]
    if (missing.length === parts.length)
      return fail('The README says neither what it is, nor how to install or run it.', evidence)
    if (missing.length > 0)
      return partial(`The README does not say ${missing.join(' nor ')}.`, [...evidence, ...readme.links.slice(0, 2)])
    if (readme.broken.length > 0) {
      return partial('The README is complete, but its commands refer to what does not exist.', [
        ...readme.broken,
        ...evidence,
      ])
    }
    return pass('The README says what it is, how to install it and how to run it.', evidence)
  },
  fix({ readme, dependencies, kind }) {
    if (readme.broken.length > 0)
      return { summary: 'Mend the commands that refer to missing files or targets; they are listed as evidence.' }
    const name = dependencies.package?.name ?? 'the-project'
    const run =
      kind.kind === 'web-service'
        ? 'make run        # http://127.0.0.1:8000'
        : `${dependencies.scripts[0]?.name ?? `python -m ${name.replaceAll('-', '_')}`} --help`
    return {
      summary:
        'Say in one paragraph what the project is and for whom, then give the commands to set it up and to run it, tried on a fresh machine.',
      snippet: {
        path: readme.path ?? 'README.md',
        language: 'markdown',
        code: `# ${name}\n\nOne paragraph: what it does, for whom, and what it depends on.\n\n## Set up\n\n\`\`\`sh\n${installCommand(dependencies)}\n\`\`\`\n\n## Run\n\n\`\`\`sh\n${run}\n\`\`\`\n`,
      },
    }
  },
})

function installCommand({ locks, manifests, package: built }: Facts['dependencies']): string {
  const format = locks[0]?.format
  if (format === 'uv') return 'uv sync'
  if (format === 'poetry') return 'poetry install'
  if (format === 'pdm') return 'pdm install'
  if (format === 'pipenv') return 'pipenv install'
  const requirements = manifests.find((manifest) => manifest.format === 'requirements')
  if (requirements) return `pip install -r ${requirements.path}`
  return built ? 'pip install .' : 'pip install -r requirements.txt'
}
