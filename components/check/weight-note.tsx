import { requireCheck } from '@/lib/checks/registry'
import type { CharacteristicId } from '@/lib/checks/rubric'

/** How much a characteristic counts in an organisation that has weights of its own. */
export function WeightNote({ id, weight }: { readonly id: CharacteristicId; readonly weight: number }) {
  const standard = requireCheck(id).weight
  if (weight === standard) return <>Weight {weight}, as by the standard.</>
  if (weight === 0) return <>It counts for nothing in this organisation; by the standard its weight is {standard}.</>
  return (
    <>
      Weight {weight} here, {standard} by the standard.
    </>
  )
}
