import type { Evidence, SecretFinding, SecretsFact } from '@/lib/facts/facts'
import { isSigningKeyName } from '@/lib/python/secret-names'
import { defineCheck, fail, partial, pass, unknown } from '../check'
import { listing, plural } from '../wording'

export default defineCheck({
  id: 'secrets-management',
  category: 'configuration',
  title: 'No credential is in the tree',
  weight: 5,
  why: 'A credential in the tree is known to everybody who ever cloned it, for ever. Attackers search public and leaked code for them within minutes.',
  needs: ['secrets', 'ci', 'tools', 'files'],
  detect({ secrets, ci, tools, files }) {
    const counted = secrets.findings.filter((finding) => !finding.suppressed)
    const leaks = counted.filter(({ severity }) => severity === 'leak')
    const decisions = secrets.findings
      .filter((finding) => finding.suppressed)
      .slice(0, 3)
      .map(found('A suppression marks it as a decision'))
    if (leaks.length > 0) {
      const kinds = [...new Set(leaks.map(({ what }) => what))]
      return fail(
        `${plural(leaks.length, 'credential')} in the tree: ${listing(kinds, 3)}. Rotate first, then remove.`,
        [...leaks.slice(0, 10).map(found('In the tree')), ...decisions],
      )
    }
    if (secrets.unsearched.length > 0)
      return unknown(
        `${plural(secrets.unsearched.length, 'file')} could not be searched: the repository holds more text than that.`,
        secrets.unsearched.slice(0, 6).map((path) => ({ path, note: 'Not searched for credentials of known forms.' })),
      )
    const weak = counted.filter(({ severity }) => severity === 'insecure-default')
    const development = counted.filter(isForDevelopment)
    const committed = secrets.envFiles.filter(({ template }) => !template)
    const kept = keptEnvFile(secrets)
    const unignored = (secrets.usesEnvFile !== null && !secrets.envIgnored) || kept !== undefined
    const faults: Evidence[] = [
      ...weak.slice(0, 6).map(found('An insecure default')),
      ...development.slice(0, 3).map(found('A literal for development')),
      ...(kept ? [{ path: kept.path, note: '.env itself is committed, without secret values today.' }] : []),
      ...(unignored && !kept && secrets.usesEnvFile
        ? [
            secrets.usesEnvFile,
            { path: files.has('.gitignore') ? '.gitignore' : '', note: '.env is not ignored by git.' },
          ]
        : []),
    ]
    if (faults.length > 0) {
      const reasons = [
        ...(weak.length > 0 ? [plural(weak.length, 'insecure default')] : []),
        ...(development.length > 0 ? [`${plural(development.length, 'literal')} for development`] : []),
        ...(unignored ? [kept ? '.env is committed' : '.env is used and not ignored by git'] : []),
      ]
      return partial(
        `Nothing is leaked, but there ${weak.length + development.length === 1 || (weak.length + development.length === 0 && unignored) ? 'is' : 'are'} ${listing(reasons)}.`.replace(
          'there is .env is',
          '.env is',
        ),
        [...faults, ...decisions],
      )
    }
    const scanner = ci.runs.find(
      ({ tool, canFail }) => canFail && /gitleaks|trufflehog|detect-secrets|ggshield/.test(tool),
    )
    const evidence: Evidence[] = [
      ...secrets.sources.slice(0, 4),
      ...(scanner ? [scanner.evidence] : []),
      ...(secrets.envIgnored
        ? [{ path: files.has('.gitignore') ? '.gitignore' : '', note: '.env is ignored by git.' }]
        : []),
      ...tools.hooks
        .filter(({ id }) => /gitleaks|detect-secrets|detect-private-key/.test(id))
        .slice(0, 1)
        .map(({ id, path, line }) => ({ path, line, note: `${id} runs before each commit.` })),
      ...committed.slice(0, 2).map(({ path }) => ({ path, note: 'A committed env file without secret values.' })),
      ...decisions,
    ]
    return pass(
      'No credential was found by the patterns of known providers, private keys, addresses and secret names.',
      evidence.length > 0
        ? evidence
        : [
            {
              path: '',
              note: `Searched ${plural(files.all.length, 'file')} for credentials; tests, docs and vendored code are left out.`,
            },
          ],
    )
  },
  fix({ secrets }) {
    const leak = secrets.findings.find(({ severity, suppressed }) => severity === 'leak' && !suppressed)
    if (leak) {
      return {
        summary: `${replacement(leak.what)}: removing it from the file does not take it back. Then read it from the environment or a secret manager, and add a scanner to CI.`,
        ...(leak.path.endsWith('.py')
          ? {
              snippet: {
                path: leak.path,
                language: 'python',
                code: `import os\n\nvalue = os.environ["${variableFor(leak.what)}"]  # no default: fail at start when it is missing\n`,
              },
            }
          : {}),
      }
    }
    const ignored = { path: '.gitignore', language: 'text', code: '.env\n.env.*\n!.env.example\n' } as const
    const kept = keptEnvFile(secrets)
    const isWeak = secrets.findings.some(
      (finding) => !finding.suppressed && (finding.severity === 'insecure-default' || isForDevelopment(finding)),
    )
    if (kept && !isWeak)
      return {
        summary: `Take ${kept.path} out of git (git rm --cached) before somebody adds a secret to it, ignore it, and commit an example file instead.`,
        snippet: ignored,
      }
    if (!secrets.envIgnored && secrets.usesEnvFile)
      return { summary: 'Ignore .env by git and commit an example with empty values.', snippet: ignored }
    return {
      summary: 'Give secrets no default: read them from the environment and fail at start when one is missing.',
      snippet: { path: 'settings.py', language: 'python', code: 'SECRET_KEY = os.environ["SECRET_KEY"]\n' },
    }
  },
})

function isForDevelopment({ severity, path }: SecretFinding): boolean {
  return severity === 'development' && !/compose|\.github/.test(path)
}

/** A file that is called `.env` itself, where the next secret would go. */
function keptEnvFile({ envFiles }: SecretsFact): SecretsFact['envFiles'][number] | undefined {
  return envFiles.find(({ path, template }) => !template && /(?:^|\/)\.env$/.test(path))
}

function found(prefix: string): (finding: SecretFinding) => Evidence {
  return ({ path, line, what, masked }) => ({ path, line, note: `${prefix}: ${what}, ${masked}` })
}

/** A key of one's own is made anew; what a provider gave is rotated there. */
function replacement(what: string): string {
  const [name = what] = what.split(' in a ')
  if (isSigningKeyName(name))
    return `Generate a new ${name} now, which ends the sessions and tokens signed with this one`
  if (what.startsWith('private key'))
    return 'Generate a new private key now, and withdraw this one wherever it is trusted'
  if (what === 'password in an address') return 'Change the password at its server now'
  return `Rotate ${what} at its provider now`
}

/** A name for the environment, from `password of requests.get`, `API_KEY`, "Stripe live key". */
function variableFor(what: string): string {
  const name = what
    .replace(/ of .*/s, '')
    .replace(/^.*\.(?=\w)/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '')
  return name.toUpperCase() || 'SECRET'
}
