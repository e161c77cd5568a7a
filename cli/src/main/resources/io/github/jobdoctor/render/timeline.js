'use strict';

// Draws the log. Everything that came from the device is text here and stays text: it reaches the
// page through textContent and the canvas only.
//
// A row of data is an array that begins with what it is; absent values are null or left out at the
// end. Times are milliseconds since 1970. Where a text is expected, a number is the number of a
// word that was written before.
//   ["word", text]
//   ["run", task, ending, start, duration, run, trigger, attempt, stopReason, message,
//    expiredAt, endAt, standbyBucket, power, pid, bootCount, elapsedMs, appVersion]
//   ["event", event, at, task, message, run, stopReason, pid]
//   ["boot", at, bootCount]   ["clock", at, byMs]   ["gap", at, after, count, cause]
//   ["anew", at, log, package, reason]
(() => {
  const ROW = 30;
  const AXIS = 30;
  const DEVICE = 26;
  const PROCESS = 22;
  const HEAD = AXIS + DEVICE + PROCESS;
  const RIGHT = 14;
  const LAST_RUNS = 200;
  const FIRST_TASKS = 200;
  const FURTHEST_TIME = 8.64e15; // what a Date can hold
  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;

  // From the least to the worst, so that of many runs in one place the worst shows.
  const ENDINGS = ['success', 'unknown', 'running', 'failed', 'died'];
  const TOGGLES = ['success', 'failed', 'died', 'running', 'unknown', 'expired', 'skipped', 'undefined'];
  const LEGEND = [
    ['boot', 'Device booted'],
    ['clock', 'Clock set'],
    ['gap', 'Records missing'],
    ['log', 'Log itself'],
    ['process-start', 'Process started'],
    ['worker-start', 'Worker started'],
    ['worker-end', 'Worker ended'],
    ['registered', 'Task registered'],
    ['unregistered', 'Task unregistered'],
    ['other', 'Other event'],
  ];
  const OF_PROCESS = ['process-start', 'worker-start', 'worker-end'];
  const NO_NAME = '(no name)';

  const wanted = new Set(TOGGLES); // what the checkboxes leave shown
  let selected = null; // the run or mark whose details are shown

  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;

  // ---- The data -------------------------------------------------------------------------------

  const figures = JSON.parse(byId('figures').textContent);
  const runs = [];
  const lanes = [];
  const strip = []; // marks of the device, above all tasks

  (function read() {
    const words = [];
    const laneOf = new Map();
    const text = (value) => (typeof value === 'number' ? words[value] : value ?? null);
    const given = (value) => value ?? null;
    const lane = (name) => {
      const known = laneOf.get(name);
      if (known) {
        return known;
      }
      const next = { name, runs: [], marks: [], longest: 0 };
      laneOf.set(name, next);
      lanes.push(next);
      return next;
    };
    const put = (mark) => {
      if (isPlace(mark.at)) {
        (mark.lane ? mark.lane.marks : strip).push(mark);
      }
    };
    for (const block of document.querySelectorAll('script.rows')) {
      for (const row of JSON.parse(block.textContent)) {
        switch (row[0]) {
          case 'word':
            words.push(row[1]);
            break;
          case 'run': {
            const start = given(row[3]);
            const duration = row[4] >= 0 ? given(row[4]) : null;
            const run = {
              kind: 'run',
              lane: lane(text(row[1]) ?? NO_NAME),
              ending: text(row[2]),
              start,
              duration,
              id: row[5],
              trigger: text(row[6]),
              attempt: given(row[7]),
              stopReason: text(row[8]),
              message: text(row[9]),
              expiredAt: given(row[10]),
              endAt: given(row[11]),
              bucket: text(row[12]),
              power: text(row[13]),
              pid: given(row[14]),
              bootCount: given(row[15]),
              elapsedMs: given(row[16]),
              appVersion: text(row[17]),
              at: start ?? given(row[11]),
              length: start !== null && duration !== null ? duration : null,
            };
            runs.push(run);
            if (isPlace(run.at) && isPlace(run.at + (run.length ?? 0))) {
              run.lane.runs.push(run);
              run.lane.longest = Math.max(run.lane.longest, run.length ?? 0);
            }
            break;
          }
          case 'event': {
            const task = text(row[3]);
            put({
              kind: 'mark',
              what: text(row[1]),
              at: row[2],
              lane: task === null ? null : lane(task),
              message: text(row[4]),
              run: given(row[5]),
              stopReason: text(row[6]),
              pid: given(row[7]),
            });
            break;
          }
          case 'boot':
            put({ kind: 'mark', what: 'boot', at: row[1], bootCount: given(row[2]) });
            break;
          case 'clock':
            put({ kind: 'mark', what: 'clock', at: row[1], by: row[2] });
            break;
          case 'gap':
            put({ kind: 'mark', what: 'gap', at: row[1], after: given(row[2]), count: row[3], cause: text(row[4]) });
            break;
          case 'anew':
            put({
              kind: 'mark',
              what: 'anew',
              at: row[1],
              log: text(row[2]),
              package: text(row[3]),
              message: text(row[4]),
            });
            break;
        }
      }
    }
    const byTime = (a, b) => a.at - b.at;
    for (const each of lanes) {
      each.runs.sort(byTime);
      each.marks.sort(byTime);
    }
    strip.sort(byTime);
  })();

  function isPlace(time) {
    return typeof time === 'number' && Math.abs(time) <= FURTHEST_TIME;
  }

  // ---- Words ----------------------------------------------------------------------------------

  const format = (options) => {
    const known = new Intl.DateTimeFormat('en-GB', options);
    return (time) => (isPlace(time) ? known.format(time) : 'a time that no calendar has');
  };
  const DATE = { day: 'numeric', month: 'short', year: 'numeric' };
  const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  const dateTime = format({ ...DATE, ...CLOCK });
  const exactTime = format({ weekday: 'short', ...DATE, ...CLOCK, fractionalSecondDigits: 3 });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  function offsetOf(time) {
    const minutes = -new Date(time).getTimezoneOffset();
    const size = Math.abs(minutes);
    const two = (n) => String(n).padStart(2, '0');
    return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  }

  function span(millis) {
    const size = Math.abs(millis);
    const parts = (value, unit, rest, restUnit) => (rest ? `${value} ${unit} ${rest} ${restUnit}` : `${value} ${unit}`);
    if (size < SECOND) {
      return `${size} ms`;
    }
    if (size < MINUTE) {
      return `${Number((size / SECOND).toFixed(size < 10 * SECOND ? 1 : 0))} s`;
    }
    if (size < HOUR) {
      return parts(Math.floor(size / MINUTE), 'min', Math.floor((size % MINUTE) / SECOND), 's');
    }
    if (size < DAY) {
      return parts(Math.floor(size / HOUR), 'h', Math.floor((size % HOUR) / MINUTE), 'min');
    }
    return parts(count(Math.floor(size / DAY)), 'd', Math.floor((size % DAY) / HOUR), 'h');
  }

  function count(number) {
    return number.toLocaleString('en-GB');
  }

  function plural(number, one, many) {
    return `${count(number)} ${number === 1 ? one : many}`;
  }

  function percent(rate) {
    // Never 100 % while something failed.
    const shown = Math.floor(rate * 1000) / 10;
    return `${shown} %`;
  }

  function titleOf(mark) {
    switch (mark.what) {
      case 'boot':
        return 'Device booted';
      case 'clock':
        return `Clock set ${mark.by < 0 ? 'back' : 'forward'} by ${span(mark.by)}`;
      case 'gap':
        return `${plural(mark.count, 'record', 'records')} missing (${mark.cause})`;
      case 'anew':
        return 'Another log begins';
      default:
        return mark.what;
    }
  }

  function shapeOf(mark) {
    const what = mark.what === 'anew' ? 'log' : mark.what;
    return shapes.has(what) ? what : 'other';
  }

  // ---- Elements -------------------------------------------------------------------------------

  function el(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** So much of a text as fits a table. */
  function short(text) {
    return text !== null && text.length > 200 ? `${text.slice(0, 200)}…` : text ?? '';
  }

  /** Text of the log, whose writing direction is kept from what stands around it. */
  function own(text) {
    const element = document.createElement('bdi');
    element.textContent = text;
    return element;
  }

  function icon(shape, className) {
    const ns = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(ns, 'svg');
    svg.setAttribute('class', `icon ${className}${shapes.get(shape).filled ? ' filled' : ''}`);
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(ns, 'use');
    use.setAttribute('href', `#shape-${shape}`);
    svg.append(use);
    return svg;
  }

  const shapes = new Map();
  for (const symbol of document.querySelectorAll('symbol')) {
    const path = symbol.querySelector('path');
    shapes.set(symbol.id.slice('shape-'.length), {
      path: new Path2D(path.getAttribute('d')),
      filled: path.hasAttribute('data-fill'),
      width: Number(path.getAttribute('stroke-width') ?? 1.6),
    });
  }

  function endingWord(ending) {
    return el('span', `word ${ending}`, icon(ending, ''), ending);
  }

  // ---- Title, figures and tables --------------------------------------------------------------

  (function title() {
    const name = figures.package ?? figures.source;
    byId('package').replaceChildren(own(name));
    document.title = `${name.slice(0, 100)}: background task timeline`;
    const facts = [];
    const kind = { device: 'Device', file: 'File', demo: 'Demo device' }[figures.sourceKind];
    facts.push([`${kind} `, own(figures.source)]);
    if (figures.model) {
      facts.push([own(figures.model)]);
    }
    if (figures.apiLevel) {
      facts.push([`API ${figures.apiLevel}`]);
    }
    if (figures.first !== undefined) {
      const from = Math.min(figures.first, figures.last);
      const to = Math.max(figures.first, figures.last);
      facts.push([`${dateTime(from)} – ${dateTime(to)}`]);
      facts.push([`Time zone ${zone}${isPlace(from) ? ` (${offsetOf(from)})` : ''}`]);
    }
    if (figures.agent) {
      facts.push(['Agent ', own(figures.agent)]);
    }
    byId('where').replaceChildren(...facts.map((parts) => el('span', '', ...parts)));

    const filter = figures.filter;
    const limits = [];
    if (filter.tasks) {
      limits.push(`tasks ${filter.tasks.join(', ')}`);
    }
    if (filter.since !== undefined) {
      limits.push(`since ${dateTime(filter.since)}`);
    }
    if (filter.until !== undefined) {
      limits.push(`before ${dateTime(filter.until)}`);
    }
    if (filter.outcomes) {
      limits.push(`outcomes ${filter.outcomes.join(', ')} (the figures count all outcomes)`);
    }
    if (limits.length > 0) {
      byId('narrowed').textContent = `Only part of the log: ${limits.join('; ')}.`;
      byId('narrowed').hidden = false;
    }
  })();

  (function keyFigures() {
    const sum = (field) => figures.tasks.reduce((total, task) => total + task[field], 0);
    const ended = sum('success') + sum('failed') + sum('died');
    const tiles = [
      ['runs', 'Runs', sum('runs'), 'mark'],
      ['rate', 'Success', ended === 0 ? null : sum('success') / ended, 'success'],
      ['failed', 'Failed', sum('failed'), 'failed'],
      ['died', 'Died', sum('died'), 'died'],
      ['expired', 'Expired', sum('expired'), 'expired'],
      ['skipped', 'Skipped', sum('skipped'), 'skipped'],
      ['undefined', 'Undefined', sum('undefined'), 'undefined'],
      ['gap', 'Missing records', figures.missing, 'mark'],
    ];
    for (const [shape, label, value, className] of tiles) {
      const term = el('dt', '', icon(shape, className), label);
      const shown = value === null ? '–' : shape === 'rate' ? percent(value) : count(value);
      const figure = el('dd', '', shown);
      figure.id = `figure-${shape}`;
      byId('key-figures').append(el('div', value === null || (value === 0 && shape !== 'rate') ? 'none' : '', term, figure));
    }
    const notes = [];
    if (figures.unread > 0) {
      notes.push(`${plural(figures.unread, 'line', 'lines')} of the log could not be read.`);
    }
    const placeless = runs.length - lanes.reduce((total, lane) => total + lane.runs.length, 0);
    if (placeless > 0) {
      notes.push(`${plural(placeless, 'run has', 'runs have')} a time that no calendar has, and no place in the timeline.`);
    }
    if (notes.length > 0) {
      byId('narrowed').append(` ${notes.join(' ')}`);
      byId('narrowed').hidden = false;
    }
  })();

  function fillTable(table, caption, heads, rows) {
    const headRow = el('tr', '');
    for (const [label, className] of heads) {
      const cell = el('th', className, label);
      cell.scope = 'col';
      headRow.append(cell);
    }
    const body = el('tbody', '');
    for (const row of rows) {
      const line = el('tr', '');
      row.forEach((value, i) => {
        const cell = el(i === 0 ? 'th' : 'td', heads[i][1], value ?? '');
        if (i === 0) {
          cell.scope = 'row';
        }
        if (value === '0' || value === '–') {
          cell.classList.add('zero');
        }
        line.append(cell);
      });
      body.append(line);
    }
    table.replaceChildren(el('caption', 'hidden', caption), el('thead', '', headRow), body);
  }

  (function taskTable() {
    const heads = [
      ['Task', 'name'],
      ['Runs', 'number'],
      ['Success', 'number'],
      ['Failed', 'number'],
      ['Died', 'number'],
      ['Expired', 'number'],
      ['Skipped', 'number'],
      ['Undefined', 'number'],
      ['Mean duration', 'number'],
      ['Longest', 'number'],
      ['Mean lateness', 'number'],
      ['Greatest', 'number'],
      ['Stop reasons', 'free'],
    ];
    const time = (millis) => (millis === undefined ? '–' : span(millis));
    const rowOf = (task) => [
      own(short(task.task)),
      count(task.runs),
      task.successRate === undefined ? '–' : percent(task.successRate),
      count(task.failed),
      count(task.died),
      count(task.expired),
      count(task.skipped),
      count(task.undefined),
      time(task.meanDuration),
      time(task.longestDuration),
      time(task.meanLateness),
      time(task.greatestLateness),
      own(task.stopReasons.map(([reason, times]) => `${reason} ×${count(times)}`).join(', ')),
    ];
    const show = (tasks) => fillTable(byId('tasks'), 'Figures of each task', heads, tasks.map(rowOf));
    show(figures.tasks.slice(0, FIRST_TASKS));
    const rest = figures.tasks.length - FIRST_TASKS;
    byId('tasks-note').textContent =
      figures.tasks.length === 0
        ? 'The log tells of no run.'
        : 'Success is of the runs whose end is known. Lateness is against the registered interval, where the log tells it.';
    if (rest > 0) {
      const button = el('button', '', `Show ${plural(rest, 'more task', 'more tasks')}`);
      const line = el('div', 'more', button);
      button.addEventListener('click', () => {
        show(figures.tasks);
        line.remove();
      });
      byId('tasks').parentElement.after(line);
    }
  })();

  (function lastRuns() {
    const last = runs.slice(-LAST_RUNS).reverse();
    const heads = [
      ['Start', ''],
      ['Task', 'name'],
      ['Ending', ''],
      ['Duration', 'number'],
      ['Trigger', ''],
      ['Attempt', 'number'],
      ['Stop reason', ''],
      ['Message', 'free'],
    ];
    fillTable(
      byId('last'),
      'The last runs, newest first',
      heads,
      last.map((run) => [
        run.start === null ? 'not known' : dateTime(run.start),
        own(short(run.lane.name)),
        endingWord(run.ending),
        run.duration === null ? '–' : span(run.duration),
        own(run.trigger ?? ''),
        run.attempt === null ? '' : count(run.attempt),
        own(run.stopReason ?? ''),
        own(short(run.message)),
      ]),
    );
    byId('last-note').textContent =
      runs.length === 0
        ? 'There is none.'
        : runs.length > LAST_RUNS
          ? `${LAST_RUNS} of ${count(runs.length)}, newest first.`
          : 'Newest first.';
  })();

  (function processStarts() {
    if (figures.processStarts.length > 0) {
      byId('starts-section').hidden = false;
      fillTable(
        byId('starts'),
        'What started the process, and how often',
        [['Woken by', 'name'], ['Times', 'number']],
        figures.processStarts.map(([reason, times]) => [own(short(reason)), count(times)]),
      );
    }
  })();

  (function legend() {
    for (const word of TOGGLES) {
      const box = el('input', '');
      box.type = 'checkbox';
      box.checked = true;
      box.value = word;
      box.addEventListener('change', () => {
        box.checked ? wanted.add(word) : wanted.delete(word);
        if (selected && !isShown(selected)) {
          select(null);
        }
        redraw();
      });
      byId('outcomes').append(el('label', '', box, icon(word, word), el('span', '', word)));
    }
    for (const [shape, label] of LEGEND) {
      byId('legend').append(el('li', '', icon(shape, 'mark'), label));
    }
  })();

  // ---- The view -------------------------------------------------------------------------------

  let shownLanes = lanes;
  let width = 0;
  let gutter = 0;
  let visibleHeight = 0;
  let colours = {};
  let drawn = 0; // how many things the last drawing drew

  const stage = byId('stage');
  const scroller = byId('scroller');
  const axisCanvas = byId('axis');
  const laneCanvas = byId('lanes');
  const tip = byId('tip');

  const whole = (() => {
    let from = Infinity;
    let to = -Infinity;
    const take = (a, b) => {
      from = Math.min(from, a);
      to = Math.max(to, b);
    };
    for (const lane of lanes) {
      for (const run of lane.runs) {
        take(run.at, run.at + (run.length ?? 0));
      }
      for (const mark of lane.marks) {
        take(mark.at, mark.at);
      }
    }
    for (const mark of strip) {
      take(mark.at, mark.at);
    }
    if (from > to) {
      return null;
    }
    const margin = Math.max((to - from) * 0.02, to === from ? MINUTE : 1);
    return { from: from - margin, to: to + margin };
  })();
  const view = whole ? { ...whole } : { from: 0, to: DAY };

  const plotWidth = () => Math.max(1, width - gutter - RIGHT);
  const xOf = (time) => gutter + ((time - view.from) / (view.to - view.from)) * plotWidth();
  const timeAt = (x) => view.from + ((x - gutter) / plotWidth()) * (view.to - view.from);

  function look(from, to) {
    const limit = whole ?? view;
    const longest = (limit.to - limit.from) * 1.2;
    const length = Math.min(Math.max(to - from, 20), longest);
    let start = from + (to - from - length) / 2;
    // Some of the log stays in sight.
    start = Math.min(Math.max(start, limit.from - length * 0.9), limit.to - length * 0.1);
    view.from = start;
    view.to = start + length;
    hideTip();
    redraw();
  }

  function zoom(factor, x = gutter + plotWidth() / 2) {
    const middle = timeAt(x);
    const limit = whole ?? view;
    const length = Math.min(Math.max((view.to - view.from) * factor, 20), (limit.to - limit.from) * 1.2);
    const share = (middle - view.from) / (view.to - view.from);
    look(middle - length * share, middle - length * share + length);
  }

  function pan(share) {
    const by = (view.to - view.from) * share;
    look(view.from + by, view.to + by);
  }

  function lookAtAll() {
    if (whole) {
      look(whole.from, whole.to);
    }
  }

  function isShown(item) {
    const word = item.kind === 'run' ? item.ending : item.what;
    return !TOGGLES.includes(word) || wanted.has(word);
  }

  /** Index of the first item at or after a time. */
  function firstFrom(items, time) {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle].at < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // ---- Drawing --------------------------------------------------------------------------------

  function readColours() {
    const style = getComputedStyle(root);
    colours = {};
    for (const name of ['page', 'card', 'ink', 'quiet', 'line', 'band', 'accent', 'mark', ...TOGGLES]) {
      colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }

  function measure() {
    width = scroller.clientWidth;
    gutter = Math.round(Math.min(220, Math.max(104, width * 0.2)));
    const most = Math.max(ROW * 10, Math.min(window.innerHeight * 0.62, ROW * 20));
    const beside = matchMedia('(min-width: 1081px)').matches;
    // The details stand beside and want some height, too.
    const needed = Math.max(shownLanes.length, beside ? 10 : 3) * ROW;
    visibleHeight = Math.floor(Math.min(needed, most));
    scroller.style.height = `${visibleHeight}px`;
    byId('sizer').style.height = `${needed}px`;
    fit(axisCanvas, HEAD);
    fit(laneCanvas, visibleHeight);
    // A scroll bar may have come or gone.
    if (scroller.clientWidth !== width && !measure.again) {
      measure.again = true;
      measure();
      measure.again = false;
    }
  }

  const contextOf = (canvas) => canvas.getContext('2d', { alpha: false });

  function fit(canvas, height) {
    const scale = window.devicePixelRatio || 1;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    contextOf(canvas).setTransform(scale, 0, 0, scale, 0, 0);
  }

  let asked = false;
  function redraw() {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    }
  }

  function draw() {
    drawn = 0;
    drawHead(contextOf(axisCanvas));
    drawLanes(contextOf(laneCanvas));
    root.dataset.drawn = String(drawn);
  }

  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

  function label(context, text, x, y, colour, weight = '400', size = 13) {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = colour;
    context.textBaseline = 'middle';
    context.fillText(text, x, y);
  }

  /** The text, cut so that it fits; all of it stands in the tooltip. */
  function cut(context, text, room) {
    const start = text.length > 160 ? text.slice(0, 160) : text;
    if (start === text && context.measureText(text).width <= room) {
      return text;
    }
    let low = 0;
    let high = start.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(`${start.slice(0, middle)}…`).width <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return `${start.slice(0, low)}…`;
  }

  /** Draws a shape; what lies under it is kept off by a rim in the colour of the ground. */
  function shape(context, name, x, y, size, colour, rim) {
    const known = shapes.get(name);
    drawn++;
    context.save();
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 16, size / 16);
    if (rim) {
      context.strokeStyle = rim;
      context.lineWidth = known.width + 4;
      context.lineJoin = 'round';
      context.stroke(known.path);
    }
    if (known.filled) {
      context.fillStyle = colour;
      context.fill(known.path, 'evenodd');
    } else {
      context.strokeStyle = colour;
      context.lineWidth = known.width * (size < 12 ? 1.35 : 1.1);
      context.lineJoin = 'round';
      context.stroke(known.path);
    }
    context.restore();
  }

  const STEPS = [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
    ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
    ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
    ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
    ...[1, 2, 4, 7, 14].map((n) => n * DAY),
  ];
  const hourLabel = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const secondLabel = format(CLOCK);
  const milliLabel = format({ ...CLOCK, fractionalSecondDigits: 3 });
  const dayLabel = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const shortDayLabel = format({ day: 'numeric', month: 'short' });
  const monthLabel = format({ month: 'short', year: 'numeric' });
  const yearLabel = format({ year: 'numeric' });

  /** The times that the axis names: round ones in the viewer's time zone. */
  function ticks() {
    const perPixel = (view.to - view.from) / plotWidth();
    const room = (step) => (step >= MINUTE ? 50 : step >= SECOND ? 76 : 104);
    const step = STEPS.find((each) => each >= perPixel * room(each));
    const found = [];
    const add = (time, text, strong) => {
      if (time >= view.from && time <= view.to && found.length < 200) {
        found.push({ time, text, strong });
      }
    };
    if (step === undefined) {
      const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000, 120000, 1200000].find(
        (each) => each * 30 * DAY >= perPixel * 84,
      ) ?? 12000000;
      const start = new Date(view.from);
      let month = start.getFullYear() * 12 + start.getMonth();
      month -= ((month % months) + months) % months;
      for (let i = 0; i < 200; i++, month += months) {
        const date = new Date(2000, 0, 1);
        date.setFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
        if (date.getTime() > view.to) {
          break;
        }
        add(date.getTime(), months < 12 ? monthLabel(date.getTime()) : yearLabel(date.getTime()), date.getMonth() === 0);
      }
      return found;
    }
    const day = new Date(view.from);
    day.setHours(0, 0, 0, 0);
    if (step >= DAY) {
      const days = step / DAY;
      // Weeks begin on Monday; other steps are counted from the first of the month.
      if (days % 7 === 0) {
        day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
      }
      for (let i = 0; i < 400 && day.getTime() <= view.to; i++) {
        if (days % 7 === 0 ? i % days === 0 : (day.getDate() - 1) % days === 0) {
          const text = days === 1 && plotWidth() / ((view.to - view.from) / DAY) > 110 ? dayLabel : shortDayLabel;
          add(day.getTime(), text(day.getTime()), day.getDate() === 1);
        }
        day.setDate(day.getDate() + 1);
      }
      return found;
    }
    const text = step >= MINUTE ? hourLabel : step >= SECOND ? secondLabel : milliLabel;
    // Each day anew from its midnight, so that a change to summer time moves no label.
    for (let i = 0; i < 60 && day.getTime() <= view.to; i++) {
      const midnight = day.getTime();
      day.setDate(day.getDate() + 1);
      const skip = Math.max(0, Math.floor((view.from - midnight) / step));
      for (let time = midnight + skip * step; time < day.getTime() && time <= view.to; time += step) {
        add(time, time === midnight ? shortDayLabel(time) : text(time), time === midnight);
      }
    }
    return found;
  }

  function drawHead(context) {
    context.fillStyle = colours.band;
    context.fillRect(0, 0, width, HEAD);
    const deviceY = AXIS + DEVICE / 2;
    const processY = AXIS + DEVICE + PROCESS / 2 - 3;
    label(context, 'Device', 18, deviceY, colours.quiet);
    label(context, 'Process', 18, processY, colours.quiet);
    context.fillStyle = colours.line;
    context.fillRect(0, HEAD - 1, width, 1);
    if (!whole) {
      return;
    }
    context.save();
    context.beginPath();
    context.rect(gutter, 0, width - gutter, HEAD);
    context.clip();
    for (const tick of ticks()) {
      const x = xOf(tick.time);
      context.fillStyle = colours.line;
      context.fillRect(Math.round(x), AXIS - 8, 1, HEAD - AXIS + 8);
      label(context, tick.text, x + 5, AXIS / 2 + 1, tick.strong ? colours.ink : colours.quiet, tick.strong ? '600' : '400', 12);
    }
    gapBands(context, AXIS, DEVICE);
    drawProcesses(context, processY);
    drawDevice(context, deviceY);
    if (selected && selected.kind === 'mark' && !selected.lane) {
      ring(context, (selected.shownAt ?? xOf(selected.at)) - 11, AXIS + 2, 22, HEAD - AXIS - 5);
    }
    context.restore();
  }

  /** Boots, clock changes, gaps; one that would lie on the one before stands beside it. */
  function drawDevice(context, y) {
    let last = -Infinity;
    for (const mark of marksInView(strip)) {
      if (OF_PROCESS.includes(mark.what)) {
        continue;
      }
      const x = Math.max(xOf(mark.at), last + 18);
      mark.shownAt = x - xOf(mark.at) > 18 ? undefined : x;
      if (mark.shownAt !== undefined) {
        last = x;
        context.fillStyle = colours.band;
        context.beginPath();
        context.arc(x, y, 10, 0, 7);
        context.fill();
        shape(context, shapeOf(mark), x, y, 15, colours.mark);
      }
    }
  }

  /** Starts of processes, and under them the worker's, as far as there is room for shapes. */
  function drawProcesses(context, y) {
    const workers = [];
    const columns = new Set();
    let last = -Infinity;
    for (const mark of marksInView(strip)) {
      const x = xOf(mark.at);
      if (mark.what === 'process-start') {
        if (x - last >= 8) {
          last = x;
          shape(context, mark.what, x, y, 10, colours.mark);
        }
      } else if (OF_PROCESS.includes(mark.what) && !columns.has(Math.round(x))) {
        columns.add(Math.round(x));
        workers.push(mark);
      }
    }
    const roomy = workers.length * 14 < plotWidth();
    for (const mark of workers) {
      if (roomy) {
        shape(context, mark.what, xOf(mark.at), y, 10, colours.quiet);
      } else {
        drawn++;
        context.fillStyle = colours.quiet;
        context.fillRect(Math.round(xOf(mark.at)), y + 7, 1, 3);
      }
    }
  }

  function* marksInView(marks) {
    const margin = ((view.to - view.from) / plotWidth()) * 10;
    for (let i = firstFrom(marks, view.from - margin); i < marks.length && marks[i].at <= view.to + margin; i++) {
      if (isShown(marks[i])) {
        yield marks[i];
      }
    }
  }

  const gaps = strip.filter((mark) => mark.what === 'gap');
  const lines = strip.filter((mark) => mark.what === 'boot' || mark.what === 'clock' || mark.what === 'anew');

  /** Records are missing between two times; what came before the first record has no beginning. */
  function gapBands(context, y, height) {
    for (const gap of gaps) {
      const right = xOf(gap.at);
      const open = gap.after === null;
      const left = open ? right - 16 : isPlace(gap.after) && gap.after <= gap.at ? xOf(gap.after) : right;
      if (right < gutter || left > width) {
        continue;
      }
      drawn++;
      hatch(context, Math.max(gutter, left), y, Math.max(2, Math.min(width, right) - Math.max(gutter, left)), height);
      context.fillStyle = colours.mark;
      context.fillRect(Math.round(right) - 1, y, 1, height);
      if (!open && left >= gutter) {
        context.fillRect(Math.round(left), y, 1, height);
      }
    }
  }

  function hatch(context, x, y, w, h) {
    context.save();
    context.beginPath();
    context.rect(x, y, w, h);
    context.clip();
    context.strokeStyle = colours.quiet;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    const first = Math.floor((x - h) / 7) * 7;
    for (let at = first; at < x + w; at += 7) {
      context.moveTo(at, y + h);
      context.lineTo(at + h, y);
    }
    context.stroke();
    context.restore();
  }

  function ring(context, x, y, w, h) {
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(x, y, w, h, 5);
    context.stroke();
  }

  function drawLanes(context) {
    const top = scroller.scrollTop;
    context.fillStyle = colours.card;
    context.fillRect(0, 0, width, visibleHeight);
    if (!whole || shownLanes.length === 0) {
      label(context, lanes.length === 0 ? 'The log tells of no task.' : 'No task has that in its name.', 18, ROW * 1.5, colours.quiet, '400', 14);
    }
    const first = Math.floor(top / ROW);
    const last = Math.min(shownLanes.length - 1, Math.floor((top + visibleHeight) / ROW));
    for (let i = first; i <= last; i++) {
      const y = i * ROW - top;
      if (i % 2 === 1) {
        context.fillStyle = colours.band;
        context.fillRect(0, y, width, ROW);
      }
      const chosen = selected && selected.lane === shownLanes[i];
      context.font = `${chosen ? '640' : '400'} 13px ${FONT}`;
      const name = cut(context, shownLanes[i].name, gutter - 30);
      label(context, name, 18, y + ROW / 2, chosen ? colours.accent : colours.ink, chosen ? '640' : '400');
    }
    if (!whole) {
      return;
    }
    context.save();
    context.beginPath();
    context.rect(gutter, 0, width - gutter, visibleHeight);
    context.clip();
    context.fillStyle = colours.line;
    for (const tick of ticks()) {
      context.fillRect(Math.round(xOf(tick.time)), 0, 1, visibleHeight);
    }
    gapBands(context, 0, visibleHeight);
    let lastX = -Infinity;
    for (const line of lines) {
      const x = Math.round(xOf(line.at));
      if (x >= gutter && x <= width && x !== lastX) {
        lastX = x;
        drawn++;
        context.strokeStyle = colours.mark;
        context.lineWidth = 1;
        context.setLineDash(line.what === 'boot' ? [] : [4, 3]);
        context.beginPath();
        context.moveTo(x + 0.5, 0);
        context.lineTo(x + 0.5, visibleHeight);
        context.stroke();
      }
    }
    context.setLineDash([]);
    for (let i = first; i <= last; i++) {
      drawLane(context, shownLanes[i], i * ROW - top + ROW / 2, i % 2 === 1 ? colours.band : colours.card);
    }
    context.restore();
    context.fillStyle = colours.line;
    context.fillRect(gutter - 1, 0, 1, visibleHeight);
  }

  function* runsInView(lane) {
    const margin = ((view.to - view.from) / plotWidth()) * 10;
    const from = view.from - margin;
    for (let i = firstFrom(lane.runs, from - lane.longest); i < lane.runs.length; i++) {
      const run = lane.runs[i];
      if (run.at > view.to + margin) {
        return;
      }
      if (run.at + (run.length ?? 0) >= from && isShown(run)) {
        yield run;
      }
    }
  }

  const heightOf = (ending) => (ending === 'failed' ? 20 : ending === 'success' ? 10 : 14);

  /** Runs narrower than a few pixels are drawn together, one column for all that begin in it. */
  function drawLane(context, lane, y, ground) {
    let column = null;
    const endColumn = () => {
      if (column !== null) {
        const h = heightOf(column.ending);
        context.fillStyle = colours[column.ending];
        context.fillRect(column.x, y - h / 2, 2, h);
        drawn++;
        column = null;
      }
    };
    const points = [];
    for (const run of runsInView(lane)) {
      const x = xOf(run.at);
      if (run.length === null) {
        const near = points.findLast((point) => point.ending === run.ending);
        if (!near || x - near.x >= 5) {
          points.push({ x, ending: run.ending });
        }
        continue;
      }
      const w = xOf(run.at + run.length) - x;
      if (w < 4) {
        const place = Math.floor(x / 2) * 2;
        if (column === null || column.x !== place) {
          endColumn();
          column = { x: place, ending: run.ending };
        } else if (ENDINGS.indexOf(run.ending) > ENDINGS.indexOf(column.ending)) {
          column.ending = run.ending;
        }
      } else {
        endColumn();
        wideBar(context, run, x, w, y);
      }
    }
    endColumn();
    for (const point of points) {
      shape(context, point.ending, point.x, y, 14, colours[point.ending], ground);
    }
    const seen = new Map();
    for (const mark of marksInView(lane.marks)) {
      const name = shapeOf(mark);
      const x = xOf(mark.at);
      if (x - (seen.get(name) ?? -Infinity) < 6) {
        continue;
      }
      seen.set(name, x);
      if (name === 'expired') {
        shape(context, name, x + 3, y - 8, 12, colours.expired, ground);
      } else {
        shape(context, name, x, y, TOGGLES.includes(name) ? 12 : 10, colours[name] ?? colours.mark, ground);
      }
    }
    if (selected && selected.lane === lane) {
      const x = xOf(selected.at);
      const w = selected.kind === 'run' && selected.length !== null ? xOf(selected.at + selected.length) - x : 0;
      if (w >= 4) {
        ring(context, x - 3, y - 13, w + 6, 26);
      } else {
        ring(context, x - 9, y - 13, 20, 26);
      }
    }
  }

  function wideBar(context, run, x, w, y) {
    const h = heightOf(run.ending);
    const left = Math.max(x, gutter - 20);
    const right = Math.min(x + w, width + 20);
    drawn++;
    context.beginPath();
    context.roundRect(left, y - h / 2, right - left, h, 3);
    if (run.ending === 'unknown') {
      context.strokeStyle = colours.unknown;
      context.lineWidth = 1.5;
      context.setLineDash([3, 2]);
      context.stroke();
      context.setLineDash([]);
      return;
    }
    context.fillStyle = colours[run.ending];
    context.fill();
    if (run.ending === 'failed' && right - left >= 16) {
      shape(context, 'died', Math.max(left, gutter) + 9, y, 9, colours.card);
    }
  }

  // ---- What is where --------------------------------------------------------------------------

  /** What is drawn at a place: the nearest item, how many others lie there, or a label. */
  function find(x, y, ofHead) {
    const laneIndex = Math.floor((y + scroller.scrollTop) / ROW);
    const lane = ofHead ? null : shownLanes[laneIndex];
    if (!ofHead && !lane) {
      return null;
    }
    if (x < gutter) {
      return lane ? { lane } : null;
    }
    let best = null;
    let others = 0;
    const words = new Map();
    const offer = (item, distance, word) => {
      if (distance <= 1) {
        others++;
        words.set(word, (words.get(word) ?? 0) + 1);
      }
      if (best === null || distance <= best.distance) {
        best = { item, distance };
      }
    };
    const marks = ofHead ? strip : lane.marks;
    if (!ofHead) {
      for (const run of runsInView(lane)) {
        const from = xOf(run.at);
        const to = run.length === null ? from : xOf(run.at + run.length);
        const slack = run.length === null ? 8 : 5;
        if (x >= from - slack && x <= to + slack) {
          const off = x < from ? from - x : x > to ? x - to : 0;
          offer(run, run.length === null ? Math.max(0, off - 5) : off, run.ending);
        }
      }
    }
    for (const mark of marksInView(marks)) {
      const inRow =
        !ofHead || OF_PROCESS.includes(mark.what) === y > AXIS + DEVICE;
      const off = Math.abs((ofHead ? mark.shownAt ?? xOf(mark.at) : xOf(mark.at)) - x);
      if (inRow && off <= 8) {
        offer(mark, Math.max(0, off - 4), mark.what);
      } else if (inRow && mark.what === 'gap' && isPlace(mark.after) && x >= xOf(mark.after) && x <= xOf(mark.at)) {
        offer(mark, 0.5, 'gap');
      }
    }
    return best ? { item: best.item, lane, others: others - 1, words } : null;
  }

  function tipLines(found) {
    if (!found.item) {
      return [found.lane.name, plural(found.lane.runs.length, 'run', 'runs')];
    }
    const item = found.item;
    const texts =
      item.kind === 'run'
        ? [
            item.lane.name,
            `${item.ending}${item.duration === null ? '' : `, ${span(item.duration)}`}`,
            item.start === null ? 'start not known' : dateTime(item.start),
          ]
        : [titleOf(item), dateTime(item.at)];
    if (item.message) {
      texts.push(item.message.slice(0, 400));
    }
    if (found.others > 0) {
      const parts = [...found.words].map(([word, times]) => `${count(times)} ${word}`);
      texts.push(`Here: ${parts.join(', ')}. Zoom in to tell them apart.`);
    }
    return texts;
  }

  function showTip(found, x, y) {
    tip.replaceChildren(...tipLines(found).map((line) => el('p', '', own(line))));
    tip.hidden = false;
    const room = stage.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.max(4, Math.min(x + 14, room.width - size.width - 8));
    const above = y - size.height - 14;
    tip.style.left = `${left}px`;
    tip.style.top = `${above + room.top < 4 ? y + 20 : above}px`;
  }

  function hideTip() {
    tip.hidden = true;
    stage.classList.remove('over');
  }

  // ---- Details --------------------------------------------------------------------------------

  function select(item) {
    selected = item;
    const panel = byId('details');
    if (item === null) {
      panel.replaceChildren(
        el('h3', '', 'Nothing chosen'),
        el('p', 'quiet', whole ? 'Click a run or a mark to see all that the log says of it.' : 'The log is empty.'),
      );
    } else {
      panel.replaceChildren(...(item.kind === 'run' ? runDetails(item) : markDetails(item)));
      panel.scrollTop = 0;
    }
    redraw();
  }

  function factList(pairs) {
    const list = el('dl', '');
    for (const [name, value] of pairs) {
      if (value !== null && value !== undefined && value !== '') {
        list.append(el('dt', '', name), el('dd', '', typeof value === 'string' ? own(value) : value));
      }
    }
    return list;
  }

  const TELLING = {
    died: 'Its process ended in its middle; nobody knows how long it ran.',
    running: 'The log has no end of it: it may still be running.',
    unknown: 'How it ended is not known: records are missing, or a newer agent uses a new word.',
  };

  function runDetails(run) {
    const told = (value) => (value === null ? null : count(value));
    return [
      el('h3', '', own(run.lane.name)),
      el('p', `ending ${run.ending}`, icon(run.ending, ''), run.ending),
      TELLING[run.ending] ? el('p', 'quiet', TELLING[run.ending]) : null,
      run.message ? el('p', 'message', own(run.message)) : null,
      steps(run),
      factList([
        ['Start', run.start === null ? 'not known' : exactTime(run.start)],
        ['Duration', run.duration === null ? 'not known' : `${span(run.duration)}${run.duration >= SECOND ? ` (${count(run.duration)} ms)` : ''}`],
        ['End', run.endAt === null ? null : run.ending === 'died' ? null : exactTime(run.endAt)],
        ['Reported', run.ending === 'died' && run.endAt !== null ? exactTime(run.endAt) : null],
        ['Told to stop', run.expiredAt === null ? null : exactTime(run.expiredAt)],
        ['Stop reason', run.stopReason],
        ['Trigger', run.trigger],
        ['Attempt', told(run.attempt)],
        ['Run', String(run.id)],
        ['Standby bucket', run.bucket],
        ['Power', run.power === '' ? 'none of what the agent looks for' : run.power],
        ['App version', run.appVersion],
        ['Process', run.pid === null ? null : String(run.pid)],
        ['Boot', run.bootCount === null ? null : String(run.bootCount)],
        ['Since boot', run.elapsedMs === null ? null : span(run.elapsedMs)],
      ]),
    ].filter((part) => part !== null);
  }

  function markDetails(mark) {
    return [
      el('h3', '', own(titleOf(mark))),
      mark.lane ? el('p', 'ending', own(mark.lane.name)) : null,
      mark.message ? el('p', 'message', own(mark.message)) : null,
      factList([
        [mark.what === 'gap' ? 'Next record' : 'Time', exactTime(mark.at)],
        ['Last record before', mark.what === 'gap' ? (isPlace(mark.after) ? exactTime(mark.after) : 'none') : null],
        ['Stop reason', mark.stopReason],
        ['Run', mark.run === null || mark.run === undefined ? null : String(mark.run)],
        ['Process', mark.pid === null || mark.pid === undefined ? null : String(mark.pid)],
        ['Boot', mark.bootCount === null || mark.bootCount === undefined ? null : String(mark.bootCount)],
        ['Log', mark.log],
        ['Package', mark.package],
      ]),
    ].filter((part) => part !== null);
  }

  function steps(run) {
    const button = (text, target) => {
      const element = el('button', '', text);
      element.type = 'button';
      element.disabled = !target;
      element.addEventListener('click', target ?? (() => {}));
      return element;
    };
    const before = neighbour(run, -1);
    const after = neighbour(run, 1);
    return el(
      'div',
      'buttons',
      button('Previous', before && (() => choose(before))),
      button('Zoom to it', isPlace(run.at) && (() => zoomTo(run))),
      button('Next', after && (() => choose(after))),
    );
  }

  function zoomTo(run) {
    const length = Math.max((run.length ?? 0) * 4, MINUTE);
    const middle = run.at + (run.length ?? 0) / 2;
    look(middle - length / 2, middle + length / 2);
  }

  /** The next run of the same task that is shown, or the one before. */
  function neighbour(run, step) {
    const all = run.lane.runs;
    for (let i = all.indexOf(run) + step; i >= 0 && i < all.length; i += step) {
      if (isShown(all[i])) {
        return all[i];
      }
    }
    return null;
  }

  /** Chooses an item and brings it into sight. */
  function choose(item) {
    if (item.at < view.from || item.at > view.to) {
      const half = (view.to - view.from) / 2;
      look(item.at - half, item.at + half);
    }
    const row = shownLanes.indexOf(item.lane) * ROW;
    if (row >= 0 && (row < scroller.scrollTop || row + ROW > scroller.scrollTop + visibleHeight)) {
      scroller.scrollTop = row - visibleHeight / 2;
    }
    select(item);
  }

  /** The run of a lane that is nearest to a time. */
  function nearest(lane, time) {
    const all = lane.runs.filter(isShown);
    const after = firstFrom(all, time);
    const [a, b] = [all[after - 1], all[after]];
    return !a ? b : !b ? a : time - a.at <= b.at - time ? a : b;
  }

  function chooseInRow(step) {
    const from = selected && selected.lane ? shownLanes.indexOf(selected.lane) : step > 0 ? -1 : shownLanes.length;
    const time = selected ? selected.at : (view.from + view.to) / 2;
    for (let i = from + step; i >= 0 && i < shownLanes.length; i += step) {
      const run = nearest(shownLanes[i], time);
      if (run) {
        choose(run);
        return;
      }
    }
  }

  // ---- Hands and keys -------------------------------------------------------------------------

  const pointers = new Map();
  let moved = 0;

  for (const canvas of [axisCanvas, laneCanvas]) {
    const ofHead = canvas === axisCanvas;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const tipAt = (event) => {
      const { x, y } = place(event);
      const found = find(x, y, ofHead);
      stage.classList.toggle('over', Boolean(found && found.item));
      if (found) {
        const box = stage.getBoundingClientRect();
        showTip(found, event.clientX - box.left, event.clientY - box.top);
      } else {
        hideTip();
      }
    };

    canvas.addEventListener(
      'wheel',
      (event) => {
        const { x } = place(event);
        if (x < gutter && !event.ctrlKey) {
          return; // over the names the wheel scrolls
        }
        event.preventDefault();
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          pan((event.deltaX || event.deltaY) / plotWidth());
        } else {
          const lines = event.deltaMode === 1 ? 30 : 1;
          const by = Math.max(-240, Math.min(240, event.deltaY * lines));
          zoom(Math.exp(by * (event.ctrlKey ? 0.01 : 0.002)), Math.max(x, gutter));
        }
      },
      { passive: false },
    );

    canvas.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        pointers.set(event.pointerId, place(event));
        canvas.setPointerCapture(event.pointerId);
        moved = pointers.size > 1 ? Infinity : 0;
      }
    });

    canvas.addEventListener('pointermove', (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType !== 'touch') {
          tipAt(event);
        }
        return;
      }
      const now = place(event);
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
        const was = Math.max(20, Math.abs(before.x - other.x));
        const is = Math.max(20, Math.abs(now.x - other.x));
        zoom(was / is, (now.x + other.x) / 2);
      } else {
        moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
        if (moved > 4) {
          stage.classList.add('dragging');
          pan((before.x - now.x) / plotWidth());
          if (event.pointerType !== 'touch' && !ofHead) {
            scroller.scrollTop += before.y - now.y;
          }
        }
      }
      pointers.set(event.pointerId, now);
    });

    const release = (event) => {
      if (!pointers.delete(event.pointerId)) {
        return;
      }
      stage.classList.remove('dragging');
      if (event.type === 'pointerup' && moved <= 4 && pointers.size === 0) {
        const { x, y } = place(event);
        const found = find(x, y, ofHead);
        select(found && found.item ? found.item : null);
      }
    };
    canvas.addEventListener('pointerup', release);
    canvas.addEventListener('pointercancel', release);
    canvas.addEventListener('pointerleave', hideTip);
    canvas.addEventListener('dblclick', lookAtAll);
  }

  const DOINGS = {
    earlier: () => pan(-0.3),
    later: () => pan(0.3),
    out: () => zoom(1.6),
    in: () => zoom(1 / 1.6),
    whole: lookAtAll,
  };
  for (const button of document.querySelectorAll('[data-do]')) {
    button.addEventListener('click', DOINGS[button.dataset.do]);
  }

  const KEYS = {
    ArrowLeft: () => pan(-0.1),
    ArrowRight: () => pan(0.1),
    ArrowUp: () => chooseInRow(-1),
    ArrowDown: () => chooseInRow(1),
    '+': DOINGS.in,
    '=': DOINGS.in,
    '-': DOINGS.out,
    0: lookAtAll,
    n: () => step(1),
    p: () => step(-1),
    Escape: () => select(null),
  };

  function step(by) {
    if (!selected || selected.kind !== 'run') {
      chooseInRow(1);
      return;
    }
    const next = neighbour(selected, by);
    if (next) {
      choose(next);
    }
  }

  scroller.addEventListener('keydown', (event) => {
    const doing = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (doing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      doing();
    }
  });
  scroller.addEventListener('focus', () => {
    if (!selected && scroller.matches(':focus-visible')) {
      chooseInRow(1);
    }
  });
  scroller.addEventListener('scroll', () => {
    hideTip();
    redraw();
  });

  byId('task-filter').addEventListener('input', (event) => {
    const part = event.target.value.trim().toLowerCase();
    shownLanes = part === '' ? lanes : lanes.filter((lane) => lane.name.toLowerCase().includes(part));
    scroller.scrollTop = 0;
    layOut();
  });

  // ---- Beginning ------------------------------------------------------------------------------

  function layOut() {
    byId('shown').textContent =
      shownLanes === lanes ? plural(lanes.length, 'task', 'tasks') : `${count(shownLanes.length)} of ${plural(lanes.length, 'task', 'tasks')}`;
    readColours();
    measure();
    draw();
  }

  new ResizeObserver(() => {
    if (stage.clientWidth > 0) {
      layOut();
    }
  }).observe(stage);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', layOut);
  const printing = (on) => () => {
    root.classList.toggle('printing', on);
    layOut();
  };
  window.addEventListener('beforeprint', printing(true));
  window.addEventListener('afterprint', printing(false));

  select(null);
  layOut();
  root.dataset.runs = String(runs.length);
  root.dataset.ready = 'true';
})();
