import type { Metadata } from 'next'
import { AdoptionTable } from '@/components/check/adoption-table'
import { Deferred } from '@/components/ui/deferred'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath } from '@/components/ui/paths'
import { PageSkeleton } from '@/components/ui/skeleton'
import { formatCount } from '@/lib/checks/wording'
import { listAdoption } from '@/lib/data/adoption'

export const metadata: Metadata = { title: 'Characteristics' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

export default function CharacteristicsPage(props: Props) {
  return <Deferred fallback={<PageSkeleton panels={1} />} content={() => readAdoption(props)} />
}

async function readAdoption({ params }: Props) {
  const { org } = await params
  const { audited, characteristics } = await listAdoption(org)
  return (
    <PageMain>
      <PageHeader title="Characteristics">
        Adoption is the share of repositories that pass, of those to which a characteristic applies and which could be
        judged.
      </PageHeader>
      {audited === 0 ? (
        <Empty title="Nothing is audited yet">Start a scan on the scorecard; the figures appear as it goes.</Empty>
      ) : (
        <Panel
          title="All twenty"
          note={audited === 1 ? 'One audited repository' : `${formatCount(audited)} audited repositories`}
          actions={<ExportLinks what="the characteristics" path={exportPath(orgPath(org), 'characteristics')} />}
        >
          <AdoptionTable org={org} rows={characteristics} />
        </Panel>
      )}
    </PageMain>
  )
}
