/// The pages' script: what a mark or a moment says appears beside the pointer, under the finger, or at the focus.
///
/// Nothing on a page needs it; without it the browser shows the marks' titles itself.
enum HTMLScript {
    /// The script, with the data of a time chart if there is one.
    static func text(timeChart: String?) -> String {
        """
        (function () {
          "use strict";
          document.documentElement.classList.add("on");
          var tip = document.createElement("div");
          tip.className = "tip"; tip.hidden = true; tip.setAttribute("role", "status");
          document.body.appendChild(tip);
          function show(text, x, y) {
            tip.textContent = text; tip.hidden = false;
            var w = tip.offsetWidth, h = tip.offsetHeight;
            var right = document.documentElement.clientWidth - 8, bottom = window.innerHeight - 8;
            var left = x + 14 + w <= right ? x + 14 : x - 14 - w >= 8 ? x - 14 - w : Math.max(8, right - w);
            var top = y + 18 + h <= bottom ? y + 18 : Math.max(8, y - 14 - h);
            tip.style.left = left + "px"; tip.style.top = top + "px";
          }
          function hide() {
            tip.hidden = true;
            document.querySelectorAll(".near").forEach(function (mark) { mark.classList.remove("near"); });
          }
          // A finger that is lifted leaves its text to be read, until the next touch.
          function leave(event) { if (event.pointerType !== "touch") hide(); }
          document.addEventListener("pointerdown", hide, true);
          // Where marks crowd, the one whose middle is nearest to the pointer is meant; of equal places all are told.
          function tell(event, mark) {
            event.stopPropagation();
            var near = [];
            document.elementsFromPoint(event.clientX, event.clientY).forEach(function (element) {
              var other = element.classList.contains("target-area") ? element.closest(".mark") : null;
              if (!other) return;
              var box = element.getBoundingClientRect();
              var x = box.left + box.width / 2 - event.clientX, y = box.top + box.height / 2 - event.clientY;
              near.push({ mark: other, distance: Math.sqrt(x * x + y * y) });
            });
            if (!near.length) near.push({ mark: mark, distance: 0 });
            near.sort(function (a, b) { return a.distance - b.distance; });
            near = near.filter(function (one) { return one.distance <= near[0].distance + 1; }).slice(0, 4);
            hide();
            near.forEach(function (one) { one.mark.classList.add("near"); });
            show(near.map(function (one) { return one.mark.getAttribute("aria-label"); }).join("\\n\\n"),
              event.clientX, event.clientY);
          }
          document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
          document.querySelectorAll("svg .mark").forEach(function (mark) {
            var title = mark.querySelector("title"), text = title.textContent;
            title.remove();
            mark.setAttribute("role", "img"); mark.setAttribute("aria-label", text);
            if (!mark.classList.contains("quiet")) mark.setAttribute("tabindex", "0");
            ["pointerenter", "pointermove", "pointerdown"].forEach(function (kind) {
              mark.addEventListener(kind, function (event) { tell(event, mark); });
            });
            mark.addEventListener("pointerleave", leave);
            mark.addEventListener("focus", function () {
              var box = mark.getBoundingClientRect(); show(text, box.right, box.bottom);
            });
            mark.addEventListener("blur", function () { if (tip.textContent === text) hide(); });
          });
        \(timeChart.map { timeReading($0) } ?? "")
        })();
        """
    }

    // The series come as differences between neighbours, most of which are a single digit.
    private static func timeReading(_ data: String) -> String {
        """
          var run = \(data);
          Object.keys(run.series).forEach(function (name) {
            var sum = 0;
            run.series[name] = run.series[name].map(function (step) { return sum += step; });
          });
          var chart = document.querySelector(".time"), plot = chart.querySelector("svg.plot");
          var cursors = chart.querySelectorAll(".cursor");
          function two(n) { return (n < 10 ? "0" : "") + n; }
          function number(n) { return String(n).replace(/\\B(?=(\\d{3})+$)/g, ","); }
          function read(event) {
            var box = plot.getBoundingClientRect();
            var part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
            var i = Math.round(part * (run.count - 1)), s = run.series;
            var minutes = Math.floor(i / (run.count - 1) * run.duration / 60000);
            function of(name) { return number(s[name][i]); }
            var lines = [(minutes >= 1440 ? "day " + (Math.floor(minutes / 1440) + 1) + ", " : "")
              + two(Math.floor(minutes / 60) % 24) + ":" + two(minutes % 60)];
            lines.push(of("clients") + " connected" + (s.waiting ? ", " + of("waiting") + " waiting" : ""));
            lines.push((run.target ? "room for " + of("target") + " at the target, " : "room for ")
              + number(s.tasks[i] * run.limit) + " at the limit");
            lines.push(of("tasks") + " in service" + (s.starting ? ", " + of("starting") + " starting, "
              + of("draining") + " draining; " + of("desired") + " desired" : ""));
            lines.push("fullest task " + of("fullest") + " of " + number(run.limit));
            if (s.refused && s.refused[i]) lines.push(of("refused") + " attempts refused");
            if (s.cut && s.cut[i]) lines.push(of("cut") + " connections cut");
            cursors.forEach(function (cursor) {
              cursor.setAttribute("x1", part * 100 + "%"); cursor.setAttribute("x2", part * 100 + "%");
              cursor.style.visibility = "visible";
            });
            show(lines.join("\\n"), event.clientX, event.clientY);
          }
          chart.addEventListener("pointermove", read);
          chart.addEventListener("pointerdown", read);
          chart.addEventListener("pointerleave", function (event) {
            leave(event);
            if (!tip.hidden) return;
            cursors.forEach(function (cursor) { cursor.style.visibility = "hidden"; });
          });
        """
    }
}
