import type { CharacteristicId } from '@/lib/checks/rubric'
import type { TrialAnswer, TrialFile } from '@/lib/trials/trial'

const NO_ANSWER: TrialAnswer = {
  ok: false,
  error: 'Airworthy did not answer. Check that it is running and press Judge again.',
}

/** Has files judged by one check; what fails on the way is answered as a sentence, too. */
export async function askTrial(check: CharacteristicId, files: readonly TrialFile[]): Promise<TrialAnswer> {
  try {
    const response = await fetch(`/api/checks/${check}/try`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files }),
    })
    const answer = (await response.json()) as TrialAnswer
    return typeof answer.ok === 'boolean' ? answer : NO_ANSWER
  } catch {
    return NO_ANSWER
  }
}
