import { NUMBER, num, STRING, str, unknownNotNull, type Value } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { parseDuration } from './duration';
import { formatMoment } from './format-date';
import { instantOf, later, momentText, parseMoment, type Moment } from './moment';

function momentOf(args: readonly Value[], at: number, faultAt?: number): Moment | FunctionFault {
  const text = textOf(args, at);
  return parseMoment(text) ?? new FunctionFault(`${quoted(text)} is no time of RFC 3339, such as "2024-01-31T12:00:00Z".`, faultAt);
}

const formatdate: FunctionSpec = {
  name: 'formatdate',
  description: 'Writes a time in another format, such as "DD MMM YYYY hh:mm ZZZ".',
  parameters: [parameter('format', STRING, 'How to write it.'), parameter('time', STRING, 'The time, as RFC 3339 writes it.')],
  returns: STRING,
  call: (args) => {
    const moment = momentOf(args, 1, 1);
    if (moment instanceof FunctionFault) return moment;
    const written = formatMoment(textOf(args, 0), moment);
    return 'fault' in written ? new FunctionFault(written.fault, 0) : str(written.text);
  },
};

const timeadd: FunctionSpec = {
  name: 'timeadd',
  description: 'Gives the time that is a duration, such as "1h30m" or "-10s", after another.',
  parameters: [parameter('timestamp', STRING, 'The time, as RFC 3339 writes it.'), parameter('duration', STRING, 'The duration to add.')],
  returns: STRING,
  call: (args) => {
    const moment = momentOf(args, 0);
    if (moment instanceof FunctionFault) return moment;
    const text = textOf(args, 1);
    const nanos = parseDuration(text);
    if (nanos === undefined) return new FunctionFault(`${quoted(text)} is no duration. It is written with numbers and units (h, m, s, ms, us, ns), such as "1h30m", and is at most about 292 years.`);
    return str(momentText(later(moment, nanos)));
  },
};

const timecmp: FunctionSpec = {
  name: 'timecmp',
  description: 'Gives -1, 0 or 1 as one time is before, the same as, or after another, wherever their clocks stand.',
  parameters: [parameter('timestamp_a', STRING, 'The one time.'), parameter('timestamp_b', STRING, 'The other time.')],
  returns: NUMBER,
  call: (args) => {
    const a = momentOf(args, 0, 0);
    if (a instanceof FunctionFault) return a;
    const b = momentOf(args, 1, 1);
    if (b instanceof FunctionFault) return b;
    const [left, right] = [instantOf(a), instantOf(b)];
    return num(left < right ? -1 : left > right ? 1 : 0);
  },
};

const timeOrLater = (time: string | undefined): Value => (time === undefined ? unknownNotNull(STRING) : str(time));

const timestamp: FunctionSpec = {
  name: 'timestamp',
  description: 'Gives the time of the apply in UTC, which a plan does not know yet.',
  parameters: [],
  returns: STRING,
  call: (_args, world) => timeOrLater(world.now()),
};

const plantimestamp: FunctionSpec = {
  name: 'plantimestamp',
  description: 'Gives the time in UTC when planning began. It stays the same in the apply of that plan.',
  parameters: [],
  returns: STRING,
  call: (_args, world) => timeOrLater(world.planTime()),
};

/** Functions on times. Arithmetic is exact to the nanosecond; the clock comes in by the world. */
export const timeFunctions: readonly FunctionSpec[] = [formatdate, plantimestamp, timeadd, timecmp, timestamp];
