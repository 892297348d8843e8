"""The rules of the house that a machine can check. Each rule takes a source file and yields findings."""
import re
from dataclasses import dataclass, field

# Each room may include itself and these.
ROOMS = {
    "base": set(),
    "uv": {"base"},
    "verify": set(),  # OpenSSL alone
    "keeper": {"uv", "base"},
    "core": {"base"},
    "port": {"core", "base"},
    "view": {"core", "base"},
    "report": {"view", "core", "base"},
    "calendar": {"report", "view", "core", "base"},
    "draft": {"core", "base"},
    "store": {"port", "core", "base"},
    "rim": {"port", "core", "keeper", "uv", "base"},
    "lua": {"port", "core", "base"},
    "sim": {"port", "view", "core", "base"},
    "loop": {"port", "view", "core", "base"},
    "api": None,  # puts everything together
}
PURE = {"base", "core", "view", "report", "draft"}
BANNED_ANYWHERE = {"manager", "helper", "helpers", "util", "utils", "common", "impl", "misc"}
BANNED_AS_NOUN = {"data", "info"}  # as the noun itself: "run_info", not "data_dir"
MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 60
MOST_COLUMNS = 100
MADE = {"runbooks/golive/meta.lua"}  # by `golive annotations`, for editors

IMPURE = [
    (r"\b(system|steady|high_resolution|file|utc)_clock\s*::\s*now\b", "reads a clock"),
    (r"\btime\s*\(\s*(nullptr|NULL|0|&\w+)\s*\)|\bclock\s*\(\s*\)", "reads a clock"),
    (r"\b(clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?)\s*\(", "reads a clock"),
    (r"\b(secure_)?getenv\s*\(", "reads the environment"),
    (r"\b(fopen|[io]?fstream|filebuf)\b", "opens a file"),
    (r"\bstd::filesystem\b", "looks at files"),
    (r"\bstd::j?thread\b|\bpthread_create\b|\bstd::async\b", "starts a thread"),
    (r"\b(std::)?(rand|srand|random)\s*\(|\brandom_device\b", "is random"),
    (r"\bsetlocale\b|\bstd::locale\b", "depends on the locale"),
    (r"\bstd::(cout|cerr|clog)\b|\bprintf\s*\(|\bspdlog::", "writes to a log or a terminal"),
    (r"\b(static|thread_local)\s+(?!const\b|constexpr\b|inline\s+const|_?assert\b)[\w:<>, ]+\s+\w+\s*(=|\{|;)",
     "keeps static state"),
]
MAY_BE_RANDOM = {"engine/base/sha256.cpp"}  # random_token(), which the pure rooms do not call


@dataclass
class Source:
    path: str  # from the project's root
    text: str
    code: list = field(default_factory=list)  # its lines without comments and texts

    def __post_init__(self):
        self.lines = self.text.splitlines()
        self.code = blank_out(self.text).splitlines()

    @property
    def room(self):
        parts = self.path.split("/")
        return parts[1] if parts[0] == "engine" and len(parts) > 2 else parts[0]

    @property
    def is_cpp(self):
        return self.path.endswith((".cpp", ".h"))


@dataclass
class Finding:
    path: str
    line: int
    rule: str
    reason: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule} ({self.reason})"


RAW_TEXT = r'R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"'
TEXT = r'"(?:\\.|[^"\\\n])*"'
CHARACTER = r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"  # what follows a digit is its separator: 10'000
COMMENT = r"//[^\n]*|/\*.*?\*/"
INCLUDE = r"^[ \t]*#[ \t]*include[^\n]*"
TOKEN = re.compile("|".join([f"(?P<kept>{INCLUDE})", RAW_TEXT, TEXT, CHARACTER, COMMENT]), re.S | re.M)


def blank_out(text):
    """The text with comments, strings and characters emptied, each line in its place."""
    def emptied(match):
        token = match.group()
        if match.group("kept"):
            return token
        return token[0] * 2 + "\n" * token.count("\n") if token[0] in "\"'R" else "\n" * token.count("\n")
    return TOKEN.sub(emptied, text)


def sizes(source):
    if len(source.lines) > MOST_FILE_LINES and source.path not in MADE:
        yield Finding(source.path, MOST_FILE_LINES + 1, f"{len(source.lines)} lines in one file",
                      f"at most {MOST_FILE_LINES}: one noun per file")
    for number, line in enumerate(source.lines, 1):
        if source.is_cpp and len(line) > MOST_COLUMNS:
            yield Finding(source.path, number, f"a line of {len(line)} characters",
                          f"at most {MOST_COLUMNS}: ./dev format")


def functions(source):
    """Bodies by their braces: what opens after a `)` outside any other function is a function."""
    start, depth_at_start, depth = None, 0, 0
    before = ""
    for number, line in enumerate(source.code, 1):
        for char in line if not line.lstrip().startswith("#") else "":
            if char == "{":
                header = before.rstrip()
                opens = re.search(r"\)\s*(const|noexcept|override|final|mutable|->[\w:<>,&* ]+|\s)*$", header)
                if start is None and opens and not re.search(r"\b(namespace|class|struct|enum)\b[^;{}()]*$", header):
                    start, depth_at_start = number, depth
                depth += 1
                before = ""
            elif char == "}":
                depth -= 1
                if start is not None and depth == depth_at_start:
                    if number - start + 1 > MOST_FUNCTION_LINES:
                        yield Finding(source.path, start, f"a function of {number - start + 1} lines",
                                      f"at most {MOST_FUNCTION_LINES}: give its parts names")
                    start = None
                before = ""
            elif char == ";":
                before = ""
            else:
                before += char
        before += "\n"


def directions(source):
    if not source.path.startswith(("engine/", "api/")):
        return
    allowed = ROOMS.get(source.room, set())
    if allowed is None:
        return
    for number, line in enumerate(source.code, 1):
        match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not match:
            continue
        room = match.group(1).split("/")[0]
        if room != source.room and room not in allowed:
            yield Finding(source.path, number, f'{source.room}/ includes "{match.group(1)}"',
                          f"{source.room} rests on {', '.join(sorted(allowed)) or 'nothing'} alone")


def purity(source):
    if not source.path.startswith("engine/") or source.room not in PURE or source.path in MAY_BE_RANDOM:
        return
    for number, line in enumerate(source.code, 1):
        for pattern, what in IMPURE:
            if re.search(pattern, line):
                yield Finding(source.path, number, f"{source.room}/ {what}",
                              "the pure rooms give the same output for the same input, years later")


def words(source):
    for number, line in enumerate(source.lines, 1):
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
            yield Finding(source.path, number, "a note to come back later", "finish it, or open an issue")


def names(source):
    stem = source.path.split("/")[-1].split(".")[0]
    parts = stem.removesuffix("_test").split("_")
    bad = sorted(BANNED_ANYWHERE.intersection(parts) | BANNED_AS_NOUN.intersection(parts[-1:]))
    if bad:
        yield Finding(source.path, 1, f'"{bad[0]}" in a file\'s name',
                      "a file is named after the noun it is about")


def forms(source):
    if source.path.endswith(".h") and "#pragma once" not in source.text:
        yield Finding(source.path, 1, "a header without #pragma once", "it may be included twice")
    for number, line in enumerate(source.code, 1):
        if source.path.startswith("engine/core/") and re.search(r"\bdefault\s*:", line):
            yield Finding(source.path, number, "`default:` in the core",
                          "without it the compiler lists what a new case touches")
        if source.path.startswith("engine/lua/") and re.search(r"\bcatch\s*\(\s*\.\.\.\s*\)", line):
            yield Finding(source.path, number, "`catch (...)` in lua/",
                          "it would swallow Lua's own errors, which are C++ exceptions here")


CPP_RULES = [sizes, functions, directions, purity, words, names, forms]
OTHER_RULES = [sizes, words, names]


def check(source):
    return [f for rule in (CPP_RULES if source.is_cpp else OTHER_RULES) for f in rule(source)]


def unlisted(paths, lists):
    """C++ sources that no CMakeLists.txt of their folder, or of one above it, names. `lists`: folder -> text."""
    for path in paths:
        if not path.endswith(".cpp"):
            continue
        parts = path.split("/")
        named = False
        for i in range(len(parts) - 1, -1, -1):
            listed = re.sub(r"#.*", "", lists.get("/".join(parts[:i]), ""))
            rest = "/".join(parts[i:])
            named = named or re.search(rf"(?<![\w/.-]){re.escape(rest)}(?![\w.-])", listed) \
                or re.search(rf"\{{CMAKE_SOURCE_DIR\}}/{re.escape(path)}\b", listed)
        if not named:
            yield Finding(path, 1, "in no CMakeLists.txt", "sources are listed by hand: this one is not built")
