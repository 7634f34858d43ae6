import { responding } from '@/lib/api/answer'
import { characteristicAsked, organisationAsked } from '@/lib/api/asked'
import { OPERATIONS } from '@/lib/api/operations'
import { CHARACTERISTIC_TABLES } from '@/lib/api/tables/characteristic-tables'
import { answerFile, fileAsked } from '@/lib/api/tables/file'

export const GET = responding(OPERATIONS.exportCharacteristic, async (question) => {
  const { table, format } = fileAsked(question.params.file, CHARACTERISTIC_TABLES)
  const check = characteristicAsked(question)
  const access = await organisationAsked(question)
  return answerFile(await CHARACTERISTIC_TABLES[table](access, check.id, question.search), format)
})
