import { answerTrial } from '@/lib/trials/answer-trial'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** Judges files of the documentation's editor by one check, for anybody: nothing is run, kept or looked up. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return answerTrial((await params).id, request)
}
