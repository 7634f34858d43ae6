import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

/** Stands where somebody may read campaigns but not change them. */
export function OwnersOnly({ back }: { readonly back: string }) {
  return (
    <Empty title="Owners decide about campaigns" actions={<ButtonLink href={back}>Back</ButtonLink>}>
      Only owners of the organisation begin, change and end campaigns. Ask one of them.
    </Empty>
  )
}
