"""Words of cleaning: reasons, rules and sentences in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["CODES", "GENDERS", "STATUSES", "WORDS"]

WORDS = Words(
    {
        "input": ("读入行数", "rows read"),
        "kept": ("保留行数", "rows kept"),
        "rejected": ("剔除行数", "rows rejected"),
        "added": ("由其他表补入的客户", "customers added from other tables"),
        "missing": ("缺少{column}", "{column} is missing"),
        "unreadable": ("{column}无法识别", "{column} cannot be read"),
        "missing_amount": ("金额未知", "the amount is not known"),
        "duplicate": ("与另一行完全相同", "equal to another line in every column"),
        "duplicate_key": ("主键重复，已保留另一行", "another row with the same key was kept"),
        "return": ("退货行", "return lines"),
        "cancelled": ("已取消订单的行", "lines of cancelled orders"),
        "zero_amount": ("金额为零的行", "lines with an amount of zero"),
        "zero_quantity": ("数量为零的行", "lines with a quantity of zero"),
        "price_not_positive": ("单价不为正的行", "lines whose price is not positive"),
        "valid": ("有效成交行", "valid purchase lines"),
        "duplicates_kept": ("完全相同的重复行（保留）", "exact duplicate lines (kept)"),
        "amount_disagrees": ("金额与数量×单价不符的行", "lines whose amount differs from quantity × price"),
        "refunded_order": ("已退款订单的行", "lines of refunded orders"),
        "amount_computed": ("由数量×单价计算", "computed from quantity × price"),
        "return_sign": ("退货行改为负数", "made negative on a return line"),
        "discount_sign": ("优惠改为正数", "discount made positive"),
        "order_id_built": ("由客户与日期生成订单号", "built from customer and day"),
        "line_numbered": ("补编行号", "line number filled in"),
        "repaired": ("按书写习惯识别", "read in another written form"),
        "recoded": ("统一写法", "brought to the common spelling"),
        "from_products": ("取自商品表", "taken from the table products"),
        "summary": (
            "共 {read:,} 行：保留 {kept:,} 行，剔除 {rejected:,} 行；改动 {changes:,} 处。{orders}",
            "{read:,} rows: {kept:,} kept, {rejected:,} rejected; {changes:,} cells changed. {orders}",
        ),
        "orders": (
            "有效成交行 {valid:,}，退货行 {returns:,}，完全重复行 {duplicates:,}（{fate}）。",
            "{valid:,} valid purchase lines, {returns:,} return lines, {duplicates:,} exact duplicates ({fate}).",
        ),
        "fate_keep": ("保留", "kept"),
        "fate_drop": ("剔除", "dropped"),
        "picture": ("每张表保留与剔除的行数", "Rows kept and rejected per table"),
    }
)

STATUSES = {
    "cancelled": (
        "cancelled", "canceled", "cancel", "closed", "void", "voided", "failed", "unpaid", "expired",
        "已取消", "取消", "已关闭", "关闭", "交易关闭", "订单关闭", "交易取消", "作废", "已作废", "支付失败", "未付款", "待付款", "已过期",
    ),
    "refunded": (
        "refunded", "refund", "returned", "return", "fully refunded", "chargeback",
        "已退款", "退款", "退款成功", "退款完成", "已退货", "退货", "退货退款", "退货完成", "全额退款",
    ),
}  # fmt: skip
"""Order states that change how a line counts; compared without case and spaces."""

GENDERS = {
    "male": ("male", "m", "man", "boy", "mr", "男", "男性", "男士", "先生"),
    "female": ("female", "f", "woman", "girl", "ms", "mrs", "miss", "女", "女性", "女士", "小姐", "太太"),
    "other": ("other", "o", "diverse", "x", "其他", "其它"),
}
CODES = {("customers", "gender"): GENDERS}
"""Spellings of columns with a fixed list of values."""
