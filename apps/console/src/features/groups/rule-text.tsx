'use client'

import type { GroupRule } from '@maestro/contract'
import { Fact, Facts } from '@/ui/facts'
import { useWords } from '@/words/words-provider'
import { conditionNames, draftOf } from './rule'
import { conditionWords } from './rule-builder'
import { useRuleOptions } from './use-rule-options'

/** A rule as people read it. */
export function RuleText({ rule }: { rule: GroupRule }) {
  const { t } = useWords()
  const options = useRuleOptions()
  const draft = draftOf(rule)
  return (
    <Facts>
      {conditionNames
        .filter((name) => draft[name].length > 0)
        .map((name) => (
          <Fact key={name} name={t(conditionWords[name])}>
            {draft[name].map((value) => options[name].find((one) => one.value === value)?.label ?? value).join(', ')}
          </Fact>
        ))}
      {draft.search && <Fact name={t('group.rule.search')}>{draft.search}</Fact>}
    </Facts>
  )
}
