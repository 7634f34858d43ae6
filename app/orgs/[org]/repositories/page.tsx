import { permanentRedirect } from 'next/navigation'
import { orgPath } from '@/components/ui/paths'

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

/** The repositories are listed on the scorecard. */
export default async function RepositoriesPage({ params }: Props) {
  permanentRedirect(`${orgPath((await params).org)}#repositories`)
}
