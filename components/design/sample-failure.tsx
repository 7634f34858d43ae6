'use client'

import { Failure } from '@/components/ui/failure'

const ERROR = Object.assign(new Error('A sample'), { digest: '1234567890' })

/** The answer of an error boundary, of an error that never was. */
export function SampleFailure() {
  return <Failure error={ERROR} reset={() => undefined} />
}
