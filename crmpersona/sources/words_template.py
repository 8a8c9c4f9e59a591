"""Words of the entry template, its instructions, and the faults of returned rows."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["FAULTS", "KINDS", "REMEDIES", "VALUES", "WORDS"]

WORDS = Words(
    {
        "instructions": ("填写说明", "Instructions"),
        "title": ("客户数据填写模板", "Customer data entry template"),
        "how_1": (
            "每张工作表对应一张表，每行填写一条记录；第一行是列名，请勿修改。",
            "One sheet per table, one record per row. The first row holds the column names: leave it as it is.",
        ),
        "how_2": ("标 * 的深色列必填，其余可留空。", "Dark columns with * are required; the others may stay empty."),
        "how_3": (
            "日期写成 2026-03-05，时间写成 2026-03-05 14:30，按门店所在时区。",
            "Write dates as 2026-03-05 and moments as 2026-03-05 14:30, in the time zone of the business.",
        ),
        "how_4": (
            "编号和电话按文本保存，前面的 0 不会丢失；粘贴时请选择“仅粘贴值”。",
            "Ids and phone numbers are kept as text, so that leading zeros stay. Paste as values only.",
        ),
        "how_5": (
            "带下拉箭头的单元格请从列表中选择；把鼠标停在列名上可查看说明。",
            "Choose from the list where a cell has an arrow. Rest the mouse on a column name to see what it means.",
        ),
        "how_6": (
            "交回后逐行检查；有问题的行会列出工作表、行号、列和改法，其余行照常读入。",
            "Each row is checked on return. Rows with a fault are listed with sheet, row, column and what to do; the others are taken.",
        ),
        "table": ("表", "Table"),
        "column": ("列", "Column"),
        "meaning": ("含义", "Meaning"),
        "required": ("必填", "Required"),
        "kind": ("类型", "Type"),
        "values": ("取值", "Values"),
        "unit": ("单位", "Unit"),
        "yes": ("是", "yes"),
        "no": ("否", "no"),
        "optional": ("可留空", "optional"),
        "prompt_title": ("请填写", "Please enter"),
        "refusal_title": ("请检查", "Please check"),
        "at_least": ("≥ {low:g}", "≥ {low:g}"),
        "at_most": ("≤ {high:g}", "≤ {high:g}"),
        "length": ("最多 {most} 个字", "up to {most} characters"),
        "accepted": (
            "{rows:,} 行全部可用。",
            "All {rows:,} rows can be used.",
        ),
        "rejected": (
            "{accepted:,} 行可用，{rejected:,} 行需要修改；共 {faults:,} 处问题，最常见的是：{worst}。",
            "{accepted:,} rows can be used, {rejected:,} need a change; {faults:,} faults, most often: {worst}.",
        ),
        "noted": (
            "{accepted:,} 行可用；另有 {faults:,} 处提示，最常见的是：{worst}。",
            "{accepted:,} rows can be used; {faults:,} remarks, most often: {worst}.",
        ),
        "nothing": ("没有填写任何行。", "No row has been filled in."),
    }
)

KINDS = Words(
    {
        "id": ("编号（文本）", "id (text)"),
        "text": ("文本", "text"),
        "category": ("类别（文本）", "category (text)"),
        "integer": ("整数", "whole number"),
        "decimal": ("数字", "number"),
        "money": ("金额", "amount of money"),
        "boolean": ("是或否", "yes or no"),
        "date": ("日期", "date"),
        "timestamp": ("日期和时间", "date and time"),
    }
)

VALUES = Words(
    {
        "female": ("女", "female"),
        "male": ("男", "male"),
        "other": ("其他", "other"),
        "review": ("评价", "review"),
        "complaint": ("投诉", "complaint"),
        "suggestion": ("建议", "suggestion"),
        "true": ("是", "yes"),
        "false": ("否", "no"),
    }
)

FAULTS = Words(
    {
        "required": ("必填项为空", "a required value is missing"),
        "not_a_number": ("不是数字", "not a number"),
        "not_whole": ("不是整数", "not a whole number"),
        "below_minimum": ("小于下限", "below the minimum"),
        "above_maximum": ("大于上限", "above the maximum"),
        "not_a_date": ("不是日期", "not a date"),
        "ambiguous_date": ("日期的年月日顺序不明", "the order of day, month and year is not clear"),
        "number_for_date": ("日期列中是一个数字", "a plain number where a date belongs"),
        "time_of_day": ("日期列中带有时间", "a time of day where a date belongs"),
        "not_allowed": ("不在可选值内", "not one of the values to choose from"),
        "not_yes_or_no": ("不是“是”或“否”", "neither yes nor no"),
        "too_long": ("内容过长", "too long"),
        "digits_lost": ("长数字已丢失末位", "a long number that has lost its last digits"),
        "turned_into_date": ("文本被表格软件改成了日期", "text that the spreadsheet program turned into a date"),
        "broken_formula": ("公式没有结果", "a formula without a result"),
        "repeated_key": ("与前面的行重复", "the same record as an earlier row"),
        "outside": ("列名为空的列中有内容", "a value in a column without a name"),
        "missing_column": ("缺少必填列", "a required column is missing"),
        "unknown_column": ("未知的列，已按附加列保留", "an unknown column, kept as an additional one"),
        "repeated_column": ("列名重复", "a column name that stands there twice"),
        "unknown_sheet": ("未知的工作表", "an unknown sheet"),
    }
)

REMEDIES = Words(
    {
        "required": ("请填写“{column}”。", "Fill in {column}."),
        "not_a_number": ("只写数字，例如 1280.50。", "Write a number only, such as 1280.50."),
        "not_whole": ("写整数，例如 3。", "Write a whole number, such as 3."),
        "below_minimum": ("填写不小于 {limit:g} 的数字。", "Write a number of at least {limit:g}."),
        "above_maximum": ("填写不大于 {limit:g} 的数字。", "Write a number of at most {limit:g}."),
        "not_a_date": ("写成 2026-03-05。", "Write it as 2026-03-05."),
        "ambiguous_date": ("按年-月-日写成 2026-03-05。", "Write year-month-day: 2026-03-05."),
        "number_for_date": (
            "按年-月-日重新填写，例如 2026-03-05。",
            "Write it again as year-month-day, such as 2026-03-05.",
        ),
        "time_of_day": ("只写日期，例如 2026-03-05。", "Write the date only, such as 2026-03-05."),
        "not_allowed": ("从列表中选择：{choices}。", "Choose one of: {choices}."),
        "not_yes_or_no": ("填“是”或“否”。", "Write yes or no."),
        "too_long": ("缩短到 {limit} 个字以内。", "Shorten it to {limit} characters."),
        "digits_lost": ("先把单元格设为文本，再重新输入。", "Set the cell to text, then type it again."),
        "turned_into_date": ("先把单元格设为文本，再重新输入。", "Set the cell to text, then type it again."),
        "broken_formula": ("把公式换成它的值。", "Replace the formula by its value."),
        "repeated_key": (
            "与第 {other} 行重复：删去一行，或改正编号。",
            "It repeats row {other}: remove one of them, or correct the id.",
        ),
        "outside": ("给该列加上列名，或清空该单元格。", "Name the column, or clear the cell."),
        "missing_column": (
            "恢复列“{column}”；可从新模板复制第一行。",
            "Put the column {column} back; copy the first row of a new template.",
        ),
        "unknown_column": ("如果是“{near}”，请改回列名。", "If it means {near}, restore that name."),
        "unknown_column_far": ("如果不需要，请删除该列。", "Remove the column if it is not needed."),
        "repeated_column": ("给每列一个不同的列名。", "Give every column its own name."),
        "unknown_sheet": ("如果是“{near}”，请改回工作表名。", "If it means {near}, restore that name."),
        "unknown_sheet_far": ("工作表名应为：{names}。", "Sheets are named: {names}."),
    }
)
