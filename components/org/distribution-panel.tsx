import { Distribution } from '@/components/ui/chart/distribution'
import { Panel } from '@/components/ui/panel'

/** Ten counts of repositories by score. */
export function DistributionPanel({ counts }: { readonly counts: readonly number[] }) {
  const bins = counts.map((count, index) => ({ label: `${index * 10}–${index === 9 ? 100 : index * 10 + 9}`, count }))
  return (
    <Panel title="Distribution" note="Repositories by score">
      <Distribution title="Repositories by score" bins={bins} noun="repositories" />
    </Panel>
  )
}
