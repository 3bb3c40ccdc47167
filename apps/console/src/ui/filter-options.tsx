'use client'

import type { OnDemandContentProps } from './on-demand'
import OptionList, { type Option } from './option-list'
import { Popover } from './popover'

export interface FilterOptionsProps {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChoose(value: string): void
}

export default function FilterOptions({
  trigger,
  label,
  options,
  chosen,
  onChoose,
}: FilterOptionsProps & OnDemandContentProps) {
  return (
    <Popover label={label} trigger={trigger}>
      <OptionList label={label} options={options} chosen={chosen} onChoose={onChoose} />
    </Popover>
  )
}
