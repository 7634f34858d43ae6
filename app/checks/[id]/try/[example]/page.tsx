import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { exampleFiles } from '@/components/check/example-files'
import { findExample } from '@/components/check/named-examples'
import { TryEditor } from '@/components/check/try/try-editor'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { checkPath, tryPath } from '@/components/ui/paths'
import { tryExample } from '@/lib/actions/try-example'
import { findCheck } from '@/lib/checks/registry'

export const dynamic = 'force-dynamic'

interface Props {
  readonly params: Promise<{ readonly id: string; readonly example: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: `Try ${characteristicName(check.id)}` } : {}
}

export default async function TryPage({ params }: Props) {
  const { id, example: name } = await params
  const check = findCheck(id)
  const example = check && findExample(check.id, name)
  if (!check || !example) notFound()
  return (
    <PageMain>
      <PageHeader
        title={example.name}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: '/checks', label: 'Checks' },
              { href: checkPath(check.id), label: characteristicName(check.id) },
              { href: `${checkPath(check.id)}#${name}`, label: 'Example' },
            ]}
          />
        }
      >
        Change the files and see whether this still holds: {check.title}. Nothing of them is run, and what you write is
        kept nowhere.
      </PageHeader>
      <TryEditor
        check={check.id}
        verdict={example.verdict}
        files={exampleFiles(example).map(({ path, text, isEvidence }) => ({ path, text, isEvidence }))}
        path={tryPath(check.id, name)}
        tryForm={tryExample.bind(null, check.id)}
      />
    </PageMain>
  )
}
