import { z } from 'zod'
import { visibleName } from '@/lib/checks/visible-text'

/** What anybody may have written as they liked, such as the name of a team: it is shown in pages, files and messages. */
export const FreeText = z.string().transform(visibleName)
