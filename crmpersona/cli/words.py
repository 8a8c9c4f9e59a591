"""Words of the command line."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "program": (
            "从 CRM 导出数据到客户画像月报。每个子命令都有 --help。",
            "From raw CRM exports to customer personas and a monthly report. Every command has its own --help.",
        ),
        "commands": ("命令", "commands"),
        "error": ("错误：{error}", "error: {error}"),
        "stopped": ("已中断；上一份完好的报告未受影响。", "stopped; the last good report is unchanged."),
        "debug": ("出错时显示完整的调用栈", "show the whole traceback of an error"),
        "report": ("生成一个月的客户画像月报", "make the persona report of one month"),
        "report_more": (
            (
                "结果在 <out>/<name>/<month>/<lang>/：report.html（单个文件，可离线打开）、personas.xlsx、charts/、tables/、"
                "report.ipynb、manifest.json、model.json、run.log。输入、参数与代码不变时再次运行不做任何事，退出码为 0。"
                "失败时上一份完好的报告保持原样，部分结果在 failed/ 下。\n\n例：crmpersona report --month 2026-10 --data exports"
            ),
            (
                "The result is <out>/<name>/<month>/<lang>/ with report.html (one file, opens offline), personas.xlsx, charts/, "
                "tables/, report.ipynb, manifest.json, model.json and run.log. With the same input, parameters and code a second "
                "run does nothing and exits 0. A failed run leaves the last good report as it is and its partial notebook "
                "under failed/.\n\nExample: crmpersona report --month 2026-10 --data exports"
            ),
        ),
        "month": ("报告月份，YYYY-MM", "reported month, YYYY-MM"),
        "data": ("数据文件夹或文件", "folder or file with the exports"),
        "out": ("报告的输出目录（默认 reports）", "folder of all reports (default: reports)"),
        "lang": (
            "报告语言：zh 或 en（默认取环境变量 CRMPERSONA_LANG，否则 zh）",
            "language of the report (default: CRMPERSONA_LANG, else zh)",
        ),
        "mapping": (
            "列名映射：TOML 文件，或内置的 online_retail、cdnow 等",
            "mapping of columns: a TOML file, or a shipped name such as online_retail",
        ),
        "since": ("从这个月起依次补做", "catch up from this month on, in order"),
        "force": ("即使没有变化也重新生成", "make it again although nothing changed"),
        "refit": (
            "重新拟合分组阈值与分群，不沿用上月",
            "fit cut points and segments anew instead of taking last month's",
        ),
        "parameter": (
            "其他参数，可重复，如 -p window_days=180",
            "further parameter, repeatable, for example -p window_days=180",
        ),
        "notebook": ("用自己的笔记本代替内置的", "a notebook of your own in place of the shipped one"),
        "parameters_are": ("可用参数：", "parameters:"),
        "not_a_pair": ("{text!r} 不是 名称=值", "{text!r} is not name=value"),
        "generate": ("生成带标准答案的模拟数据", "generate a synthetic world with planted truth"),
        "generate_more": (
            (
                "在文件夹中写下各表、crmpersona.toml 和 truth/（标准答案）。同样的参数得到同样的字节。\n\n"
                "例：crmpersona generate daily_goods --customers 2000 --out demo"
            ),
            (
                "Writes the tables, crmpersona.toml and truth/ into a folder. The same arguments give the same bytes.\n\n"
                "Example: crmpersona generate daily_goods --customers 2000 --out demo"
            ),
        ),
        "world": (
            "世界的名称：daily_goods（中文）或 fashion（英文）",
            "name of the world: daily_goods (Chinese) or fashion (English)",
        ),
        "customers": ("客户数（默认 2000）", "number of customers (default: 2000)"),
        "months": ("月数（默认 24）", "number of months (default: 24)"),
        "seed": ("随机种子（默认 7）", "seed of every random draw (default: 7)"),
        "format": ("文件格式（默认 parquet）", "format of the files (default: parquet)"),
        "world_out": ("目标文件夹", "folder to write"),
        "generated": ("{world}：{rows:,} 行，写入 {out}", "{world}: {rows:,} rows written to {out}"),
        "check": (
            "检查数据：读取、按数据约定核对、清洗并报告",
            "check data: read, compare with the data contract, clean and tell",
        ),
        "check_more": (
            "逐项列出所有不合约定之处（表、列、规则、行数、打码的例子）和清洗的去向。没有问题时退出码 0，有问题时 1。\n\n例：crmpersona check exports",
            (
                "Lists every failure (table, column, rule, rows, masked examples) and what cleaning did. Exits 0 where there is "
                "nothing to mend, 1 where there is.\n\nExample: crmpersona check exports"
            ),
        ),
        "check_good": ("没有发现不合约定之处。", "Nothing breaks the contract."),
        "explore": ("打开自助分析页面", "open the explorer in the browser"),
        "explore_more": (
            "用 voila（没有则用 Jupyter）打开 notebooks/explorer.ipynb。\n\n例：crmpersona explore",
            "Serves notebooks/explorer.ipynb with voila, or opens it in JupyterLab.\n\nExample: crmpersona explore",
        ),
        "port": ("端口（默认 8866）", "port (default: 8866)"),
        "no_browser": ("不自动打开浏览器", "do not open a browser"),
        "notebooks": ("把随包的笔记本复制到文件夹", "copy the shipped notebooks to a folder"),
        "notebooks_more": (
            "已存在的文件不会被覆盖。\n\n例：crmpersona notebooks my_notebooks",
            "Files that exist are never overwritten.\n\nExample: crmpersona notebooks my_notebooks",
        ),
        "notebooks_out": ("目标文件夹（默认 notebooks）", "folder to write (default: notebooks)"),
        "copied": (
            "已复制 {count} 个文件到 {out},{kept} 个已存在未动",
            "{count} files copied to {out}, {kept} were there and stay",
        ),
    }
)
