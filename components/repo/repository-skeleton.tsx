import { Skeleton } from '@/components/ui/skeleton'

export function HistoryPanelSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the history</span>
      <Skeleton className="h-72" />
    </div>
  )
}
