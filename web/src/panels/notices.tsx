// Messages about the page itself, each to be dismissed: parts of a link that mean nothing, layers that did not come.

import { load } from '../state/load';
import { failedLayers, ignoredKeys, incidents, messages } from '../state/store';

export function Notices() {
  const { states } = messages.value;
  const ignored = ignoredKeys.value;
  const baseMap = failedLayers.value.length > 0 && incidents.value.status === 'ready';
  return (
    <div class="notices">
      {ignored.length > 0 ? (
        <Notice
          text={states.ignored(ignored.join(', '))}
          onDismiss={() => {
            ignoredKeys.value = [];
          }}
        />
      ) : null}
      {baseMap ? (
        <Notice
          text={states.baseMapFailed}
          action={{ label: states.retry, run: load }}
          onDismiss={() => {
            failedLayers.value = [];
          }}
        />
      ) : null}
    </div>
  );
}

interface NoticeProps {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly onDismiss: () => void;
}

function Notice({ text, action, onDismiss }: NoticeProps) {
  return (
    <div class="notice" role="status">
      <span>{text}</span>
      {action ? (
        <button type="button" class="button" onClick={action.run}>
          {action.label}
        </button>
      ) : null}
      <button type="button" class="button" onClick={onDismiss}>
        {messages.value.states.dismiss}
      </button>
    </div>
  );
}
