/// Questions to a page in its own language; each gives a list of texts, empty if all is well.
enum PageProbes {
    /// What reaches beyond the window.
    static let overflow = """
        (function () {
          document.querySelectorAll("details").forEach(function (part) { part.open = true; });
          var width = document.documentElement.clientWidth;
          var scroller = document.scrollingElement;
          var found = scroller.scrollWidth > width ? ["the page is " + scroller.scrollWidth + " wide"] : [];
          document.querySelectorAll("svg text").forEach(function (text) {
            var box = text.getBoundingClientRect();
            if (box.width > 0 && (box.left < 0 || box.right > width)) found.push("clipped: " + text.textContent);
          });
          return found;
        })()
        """

    /// Texts of one drawing that lie on each other.
    static let collisions = """
        (function () {
          var found = [];
          document.querySelectorAll("svg.plot").forEach(function (plot) {
            var texts = Array.from(plot.querySelectorAll("text"));
            texts.forEach(function (text, index) {
              var a = text.getBoundingClientRect();
              texts.slice(index + 1).forEach(function (other) {
                var b = other.getBoundingClientRect();
                if (a.width && b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                  found.push(text.textContent + " | " + other.textContent);
              });
            });
          });
          return found;
        })()
        """

    /// Texts below a contrast of 4.5 and lines, bars and points below 3 (WCAG 2, 1.4.3 and 1.4.11).
    static let contrast = """
        (function () {
          document.querySelectorAll("details").forEach(function (part) { part.open = true; });
          function rgba(color) {
            var n = (color.match(/[0-9.]+/g) || []).map(Number);
            return n.length < 3 ? null : { rgb: n.slice(0, 3), alpha: n.length > 3 ? n[3] : 1 };
          }
          function luminance(rgb) {
            var c = rgb.map(function (v) { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
            return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
          }
          function ratio(a, b) {
            var x = luminance(a), y = luminance(b);
            return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
          }
          function paper(element) {
            for (; element; element = element.parentElement) {
              var back = rgba(getComputedStyle(element).backgroundColor);
              if (back && back.alpha === 1) return back.rgb;
            }
            return [255, 255, 255];
          }
          var found = [];
          function judge(element, color, least) {
            var value = rgba(color);
            if (!value || value.alpha < 1) return;
            var got = ratio(value.rgb, paper(element.parentElement));
            if (got < least) found.push(element.tagName + "." + element.getAttribute("class") + " " + color + " " + got.toFixed(2));
          }
          document.querySelectorAll("body *").forEach(function (element) {
            if (element.matches("script, .grid, .cursor, .target-area, .beaten *, title")) return;
            var style = getComputedStyle(element);
            var own = Array.from(element.childNodes).some(function (node) {
              return node.nodeType === 3 && node.textContent.trim();
            });
            if (own) judge(element, element.tagName === "text" ? style.fill : style.color, 4.5);
            if (["path", "line", "circle"].indexOf(element.tagName) < 0) return;
            var edge = element.matches(".dot, .point path") ? "none" : style.stroke;
            if (edge !== "none") judge(element, edge, 3);
            if (style.fill !== "none" && !element.closest(".tie")) judge(element, style.fill, 3);
          });
          return Array.from(new Set(found));
        })()
        """

    /// What of the drawings and tables is not there.
    static let missing = """
        (function () {
          var found = [];
          if (document.documentElement.className) found.push("a script ran");
          function large(selector) {
            return Array.from(document.querySelectorAll(selector)).some(function (shape) {
              var box = shape.getBoundingClientRect();
              return box.width > 2 && box.height > 2;
            });
          }
          if (!large("svg.plot")) found.push("no drawing");
          if (!large("svg.plot path, svg.plot circle.dot")) found.push("an empty drawing");
          if (!document.querySelector("svg .mark title")) found.push("no titles");
          if (!large("tbody tr")) found.push("no table");
          if (!document.querySelector("table.assumptions tbody tr")) found.push("no assumptions");
          return found;
        })()
        """
}
