'use client'

import { Dialog } from '@/ui/dialog'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { ConfigureFooter } from './configure-footer'
import { PreviewFooter, PreviewStep } from './preview-step'
import { RefusedChange } from './refused-change'
import { SettingsStep } from './settings-step'
import { type ConfigurableDevice, useConfigure } from './use-configure'

interface ConfigureSheetProps {
  device: ConfigurableDevice
  onClose(): void
}

/** Choose, see what would happen, send: the one way in which a person changes a device. */
export default function ConfigureSheet({ device, onClose }: ConfigureSheetProps) {
  const { t } = useWords()
  const configure = useConfigure(device, onClose)
  const { preview, settings } = configure
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      place="sheet"
      title={preview ? t('preview.title') : t('configure.title', { name: device.name })}
      lead={preview ? t('preview.lead') : t('configure.lead')}
      footer={
        preview ? (
          <PreviewFooter
            preview={preview}
            busy={configure.sending}
            onBack={configure.back}
            onSend={() => configure.send(preview.version)}
          />
        ) : (
          <ConfigureFooter
            changes={Object.keys(configure.draft).length}
            busy={configure.previewing}
            onClear={configure.clear}
            onPreview={configure.look}
          />
        )
      }
    >
      {preview && settings ? (
        <PreviewStep
          preview={preview}
          settings={settings.byKey}
          reason={configure.reason}
          onReason={configure.setReason}
        />
      ) : (
        <ChooseStep device={device} configure={configure} />
      )}
    </Dialog>
  )
}

interface ChooseStepProps {
  device: ConfigurableDevice
  configure: ReturnType<typeof useConfigure>
}

function ChooseStep({ device, configure }: ChooseStepProps) {
  const { settings, effective, refusals } = configure
  return (
    <>
      {configure.error && (
        <RefusedChange device={device} refusals={refusals} error={configure.error} onActivated={configure.look} />
      )}
      {settings && effective ? (
        <SettingsStep
          groups={settings.groups}
          effective={effective}
          features={device.features}
          draft={configure.draft}
          errors={refusals.byKey}
          onChange={configure.set}
          onUndo={configure.drop}
        />
      ) : (
        <SkeletonPage />
      )}
    </>
  )
}
