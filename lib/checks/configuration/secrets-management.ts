import type { Evidence, SecretFinding, SecretsFact } from '@/lib/facts/facts'
import { defineCheck, fail, partial, pass, unknown } from '../check'
import { listing, plural } from '../wording'
import { leakFix } from './secrets-management.part.leak'

export default defineCheck({
  id: 'secrets-management',
  category: 'configuration',
  title: 'No credential is in the tree',
  weight: 5,
  why: 'A credential in the tree is known to everybody who ever cloned it, for ever. Attackers search public and leaked code for them within minutes.',
  needs: ['secrets', 'ci', 'tools', 'files', 'environment'],
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
  fix(facts) {
    const { secrets } = facts
    const leak = secrets.findings.find(({ severity, suppressed }) => severity === 'leak' && !suppressed)
    if (leak) return leakFix(facts, leak)
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
