import { FixView } from '@/components/repo/fix-view'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { tryPath } from '@/components/ui/paths'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import type { Check } from '@/lib/checks/check'
import { EXAMPLES } from '@/lib/checks/examples'
import { fixVariants } from '@/lib/checks/fix-variants'
import { CHECKS } from '@/lib/checks/registry'
import { VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { ExampleView } from './example-view'
import { factName } from './fact-name'
import { examplesOf, type NamedExample } from './named-examples'

const GROUP_TITLES: Readonly<Record<Verdict, string>> = {
  pass: 'Passes',
  partial: 'Partial',
  fail: 'Fails',
  not_applicable: 'Not applicable',
  unknown: 'Unknown',
}

/** One check from its definition and its examples, which are also its tests. */
export function CheckDocument({ check }: { readonly check: Check }) {
  const groups = VERDICTS.map((verdict) => ({ verdict, examples: examplesOf(check.id, verdict) })).filter(
    (group) => group.examples.length > 0,
  )
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid gap-4 lg:col-start-2">
        <Basis check={check} />
      </div>
      <div className="grid min-w-0 gap-6 lg:col-start-1 lg:row-start-1">
        <Advice check={check} />
        <section aria-label="Examples" className="grid min-w-0 gap-6">
          <div>
            <h2 className="font-semibold text-lg tracking-tight">Examples</h2>
            <p className="text-muted text-sm">
              Each is also a test of this check, so what stands here is what it does. Try one: change its files and see
              what becomes of the verdict.
            </p>
          </div>
          {groups.map(({ verdict, examples: own }) => (
            <ExampleGroup key={verdict} check={check} verdict={verdict} examples={own} />
          ))}
          {groups.length === 0 && <p className="text-muted text-sm">This check has no examples.</p>}
        </section>
      </div>
    </div>
  )
}

function Advice({ check }: { readonly check: Check }) {
  const variants = fixVariants(check)
  return (
    <Panel title="How to fix it" note="A repository’s own page fits this to what it uses">
      <div className="grid gap-6">
        {variants.map(({ makes, fix }) => (
          <div key={makes.join()} className="min-w-0">
            {makes.length > 0 && <h3 className="mb-1 font-medium text-sm">With {makes.join(', ')}</h3>}
            <FixView fix={fix} about={makes.length > 0 ? `with ${makes.join(', ')}` : 'any repository'} />
          </div>
        ))}
      </div>
    </Panel>
  )
}

function ExampleGroup({
  check,
  verdict,
  examples,
}: {
  readonly check: Check
  readonly verdict: Verdict
  readonly examples: readonly NamedExample[]
}) {
  return (
    <section id={verdict} aria-label={GROUP_TITLES[verdict]} className="grid min-w-0 scroll-mt-4 gap-3">
      <h3 className="font-semibold">{GROUP_TITLES[verdict]}</h3>
      {examples.map(({ id, example }) => (
        <ExampleView key={id} example={example} id={id} tryAt={tryPath(check.id, id)} />
      ))}
    </section>
  )
}

function Basis({ check }: { readonly check: Check }) {
  const total = CHECKS.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <Panel title="What it stands on">
      <dl className="grid gap-4 text-sm">
        <div>
          <dt className="text-muted">Weight</dt>
          <dd>
            <span className="font-medium">{check.weight}</span> of {total} in all.{' '}
            <Link href="/checks#scoring" className="link">
              How the score is made
            </Link>
          </dd>
        </div>
        <div>
          <dt className="text-muted">What it reads</dt>
          <dd>
            <ul className="grid gap-1">
              {check.needs.map((name) => (
                <li key={name}>{factName(name)}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt className="text-muted">Examples</dt>
          <dd className="flex flex-wrap gap-x-3">
            {VERDICTS.filter((verdict) => EXAMPLES[check.id].some((example) => example.verdict === verdict)).map(
              (verdict) => (
                <a key={verdict} href={`#${verdict}`} className="link">
                  {VERDICT_TITLES[verdict]}
                </a>
              ),
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  )
}
