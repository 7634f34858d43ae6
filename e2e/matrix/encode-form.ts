/** Fields of a form that is one of an action's arguments. */
export class FormFields {
  constructor(readonly fields: Readonly<Record<string, readonly string[]>>) {}

  toString(): string {
    return JSON.stringify(this.fields)
  }
}

/** As React sends arguments with forms among them: the fields of a form under a number that the arguments name. */
export function encodeForm(args: readonly unknown[]): FormData {
  const body = new FormData()
  let forms = 0
  const root = args.map((argument) => {
    if (!(argument instanceof FormFields)) return argument
    forms += 1
    for (const [name, values] of Object.entries(argument.fields)) {
      for (const value of values) body.append(`_${forms}_${name}`, value)
    }
    return `$K${forms.toString(16)}`
  })
  body.append('0', JSON.stringify(root))
  return body
}
