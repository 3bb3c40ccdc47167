import { completeSetting, type Setting } from './setting.js'
import { accessSettings } from './settings/access.js'
import { apiSettings } from './settings/api.js'
import { audioSettings } from './settings/audio.js'
import { calendarSettings } from './settings/calendar.js'
import { callSettings } from './settings/call.js'
import { cameraSettings } from './settings/camera.js'
import { contentSettings } from './settings/content.js'
import { displaySettings } from './settings/display.js'
import { firmwareSettings } from './settings/firmware.js'
import { h323Settings } from './settings/h323.js'
import { loggingSettings } from './settings/logging.js'
import { networkSettings } from './settings/network.js'
import { peripheralsSettings } from './settings/peripherals.js'
import { powerSettings } from './settings/power.js'
import { securitySettings } from './settings/security.js'
import { sensorsSettings } from './settings/sensors.js'
import { sipSettings } from './settings/sip.js'
import { systemSettings } from './settings/system.js'
import { timeSettings } from './settings/time.js'

/** Every setting the catalogue knows, in the order it is shown. */
export const SETTINGS: readonly Setting[] = [
  ...networkSettings.map((facts) => completeSetting('network', facts)),
  ...accessSettings.map((facts) => completeSetting('access', facts)),
  ...timeSettings.map((facts) => completeSetting('time', facts)),
  ...systemSettings.map((facts) => completeSetting('system', facts)),
  ...audioSettings.map((facts) => completeSetting('audio', facts)),
  ...cameraSettings.map((facts) => completeSetting('camera', facts)),
  ...displaySettings.map((facts) => completeSetting('display', facts)),
  ...contentSettings.map((facts) => completeSetting('content', facts)),
  ...callSettings.map((facts) => completeSetting('call', facts)),
  ...sipSettings.map((facts) => completeSetting('sip', facts)),
  ...h323Settings.map((facts) => completeSetting('h323', facts)),
  ...calendarSettings.map((facts) => completeSetting('calendar', facts)),
  ...securitySettings.map((facts) => completeSetting('security', facts)),
  ...apiSettings.map((facts) => completeSetting('api', facts)),
  ...powerSettings.map((facts) => completeSetting('power', facts)),
  ...loggingSettings.map((facts) => completeSetting('logging', facts)),
  ...sensorsSettings.map((facts) => completeSetting('sensors', facts)),
  ...firmwareSettings.map((facts) => completeSetting('firmware', facts)),
  ...peripheralsSettings.map((facts) => completeSetting('peripherals', facts)),
]
