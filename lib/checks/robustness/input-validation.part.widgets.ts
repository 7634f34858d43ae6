import type { Facts } from '@/lib/facts/facts'
import { type Input, inputAt } from './input-validation.part.input'
import type { Schemas } from './input-validation.part.schemas'

/** Widgets whose value can only be of their type, or one of those offered. */
const TYPED =
  /^(?:streamlit\.(?:\w+\.)*(?:number_input|slider|select_slider|selectbox|multiselect|radio|checkbox|toggle|date_input|time_input|color_picker|pills|segmented_control)|gradio\.(?:\w+\.)*(?:Number|Slider|Dropdown|Radio|Checkbox|CheckboxGroup|DateTime|ColorPicker))$/
/** Widgets that hand on what was typed or uploaded. */
const FREE =
  /^(?:streamlit\.(?:\w+\.)*(?:text_input|text_area|chat_input|file_uploader|data_editor)|gradio\.(?:\w+\.)*(?:Textbox|TextArea|MultimodalTextbox|File|UploadButton|Dataframe|Code|JSON))$/

/** Pages of Streamlit and Gradio: what their widgets take. */
export function widgetInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  return python.application.flatMap((module) =>
    module.record.calls.flatMap(({ callee, line, scope }): Input[] => {
      const name = callee.slice(callee.lastIndexOf('.') + 1)
      if (TYPED.test(callee)) return [inputAt(module.path, line, `${name} takes a value of its type`, 'schema')]
      if (!FREE.test(callee)) return []
      return [inputAt(module.path, line, `${name} takes whatever is given`, schemas.checksByHand(module, scope, line))]
    }),
  )
}
