"""Reading: every format and written form ends in the same typed tables, and nothing is lost.

Covers also: files, plans, raws, columnar, typing_cells, workbooks, jsonlines
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from crmpersona.contract import ContractError, Crm, MappingError, SourceError, options
from crmpersona.relational import default_engine
from crmpersona.sources import read

ROWS = pd.DataFrame(
    {
        "customer_id": ["00012", "00012", "C3"],
        "ordered_at": ["2026-01-05 08:00:00", "2026-01-05 23:30:00", "2026-02-13 00:00:00"],
        "order_id": ["A1", "A2", "A3"],
        "product_id": ["洗衣液", "茶", "茶"],
        "quantity": ["1", "2.5", "3"],
        "amount": ["12.50", "0.1005", "-7"],
        "is_return": ["否", "否", "是"],
        "note": ["x", "", "多,逗号"],
    }
)


def _write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def _facts(crm: Crm) -> list[tuple]:
    frame = crm.frame("transactions").sort_values("order_id")
    return list(
        frame[["customer_id", "ordered_at", "order_id", "product_id", "quantity", "amount", "is_return"]].itertuples(
            index=False, name=None
        )
    )


EXPECTED = [
    ("00012", pd.Timestamp("2026-01-05 00:00"), "A1", "洗衣液", 1.0, 12.5, False),
    ("00012", pd.Timestamp("2026-01-05 15:30"), "A2", "茶", 2.5, 0.1005, False),
    ("C3", pd.Timestamp("2026-02-12 16:00"), "A3", "茶", 3.0, -7.0, True),
]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    list(itertools.product([",", ";", "\t", "|"], ["utf-8", "utf-8-sig", "gb18030", "utf-16"])),
)
def test_csv_in_every_encoding_and_delimiter(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = ROWS.to_csv(index=False, sep=delimiter)
    _write(tmp_path, "transactions.csv", text, encoding)
    assert _facts(read(tmp_path, timezone="Asia/Shanghai")) == EXPECTED


def test_latin_1_text(tmp_path: Path) -> None:
    _write(tmp_path, "customers.csv", "customer_id;name;city\n1;José Müller;São Paulo\n2;Zoë;Besançon\n", "latin-1")
    assert read(tmp_path).frame("customers")["name"].tolist() == ["José Müller", "Zoë"]


def _save_as(folder: Path, kind: str) -> None:
    typed = ROWS.assign(
        ordered_at=pd.to_datetime(ROWS["ordered_at"]),
        quantity=ROWS["quantity"].astype(float),
        amount=ROWS["amount"].astype(float),
        is_return=ROWS["is_return"] == "是",
    )
    if kind == "csv.gz":
        (folder / "transactions.csv.gz").write_bytes(gzip.compress(ROWS.to_csv(index=False).encode("gb18030")))
    elif kind == "parquet":
        typed.to_parquet(folder / "transactions.parquet")
    elif kind == "xlsx":
        typed.to_excel(folder / "订单.xlsx", index=False, engine="openpyxl")
    elif kind == "sheet":
        with pd.ExcelWriter(folder / "export.xlsx", engine="openpyxl") as book:
            pd.DataFrame({"说明": ["导出"]}).to_excel(book, sheet_name="封面", index=False)
            typed.to_excel(book, sheet_name="订单明细", index=False)
    elif kind == "jsonl":
        ROWS.to_json(folder / "orders.jsonl", orient="records", lines=True, force_ascii=False)
    elif kind == "folder":
        (folder / "transactions").mkdir()
        for place in range(3):
            typed.iloc[[place]].to_parquet(folder / "transactions" / f"part-{place}.parquet")
    else:
        for place in range(3):
            ROWS.iloc[[place]].to_csv(folder / f"transactions_2026-{place + 1:02d}.csv", index=False)


@pytest.mark.parametrize("kind", ["csv.gz", "parquet", "xlsx", "sheet", "jsonl", "folder", "files"])
def test_every_format_gives_the_same_table(tmp_path: Path, kind: str) -> None:
    _save_as(tmp_path, kind)
    crm = read(tmp_path, timezone="Asia/Shanghai")
    assert _facts(crm) == EXPECTED
    assert crm.frame("transactions")["note"].fillna("").tolist() == ["x", "", "多,逗号"]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow", "duckdb", "ibis", "path", "mixed objects"])
def test_frames_of_every_kind(tmp_path: Path, kind: str) -> None:
    arrow = pa.Table.from_pandas(ROWS, preserve_index=False)
    ROWS.to_parquet(tmp_path / "x.parquet")
    frame = {
        "pandas": ROWS,
        "polars": pl.from_arrow(arrow),
        "arrow": arrow,
        "duckdb": default_engine().connection.con.from_arrow(arrow),
        "ibis": default_engine().register(arrow),
        "path": tmp_path / "x.parquet",
        "mixed objects": ROWS.assign(order_id=pd.Series(["A1", "A2", "A3"], dtype=object), note=[1, "b", None]),
    }[kind]
    before = ROWS.copy(deep=True)
    crm = read({"订单": frame}, timezone="Asia/Shanghai")
    assert _facts(crm) == EXPECTED
    pd.testing.assert_frame_equal(ROWS, before)


def test_one_frame_or_one_file_is_known_by_its_columns(tmp_path: Path) -> None:
    assert read(ROWS, timezone="Asia/Shanghai").has("transactions")
    ROWS.to_csv(tmp_path / "导出2026.csv", index=False)
    assert _facts(read(tmp_path / "导出2026.csv", timezone="Asia/Shanghai")) == EXPECTED


def test_chinese_headers_and_sources_are_kept(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "订单_2026年1月.csv",
        '客户编号,下单时间,金额,天气\n张1,2026年1月5日 14:02,"¥1,234.50",晴\n',
        "gb18030",
    )
    frame = read(tmp_path).frame("transactions")
    assert frame["customer_id"].tolist() == ["张1"]
    assert frame["ordered_at"].tolist() == [pd.Timestamp("2026-01-05 14:02")]
    assert frame[["amount", "天气", "source", "source_row"]].iloc[0].tolist() == [
        1234.5,
        "晴",
        "订单_2026年1月.csv",
        1,
    ]


def test_cells_that_do_not_parse_keep_their_text(tmp_path: Path) -> None:
    text = "customer_id,ordered_at,amount\na,2026-01-05,1\nb,soon,2\nc,2026年3月5日 14:02,¥39.90\nd,2026-01-06,NULL\n"
    _write(tmp_path, "transactions.csv", text)
    frame = read(tmp_path).frame("transactions")
    assert frame["ordered_at__raw"].fillna("").tolist() == ["", "soon", "2026年3月5日 14:02", ""]
    assert frame["amount__raw"].fillna("").tolist() == ["", "", "¥39.90", ""]
    assert frame["amount"].isna().tolist() == [False, False, True, True]


def test_clean_columns_have_no_companion(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at,amount\na,2026-01-05,1\n")
    assert not [name for name in read(tmp_path).table("transactions").columns if name.endswith("__raw")]


def test_companions_of_a_file_are_kept() -> None:
    frame = pd.DataFrame(
        {"customer_id": ["a"], "ordered_at": [pd.NaT], "ordered_at__raw": ["nächste Woche"], "amount": [1.5]}
    )
    frame["ordered_at"] = frame["ordered_at"].astype("datetime64[us]")
    crm = read({"transactions": frame})
    assert crm.frame("transactions")["ordered_at__raw"].tolist() == ["nächste Woche"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2/24/2011", "3/4/2011"], ["2011-02-24", "2011-03-04"]),
        (["24/2/2011", "3/4/2011"], ["2011-02-24", "2011-04-03"]),
        (["20140919", "20140920"], ["2014-09-19", "2014-09-20"]),
        (["2026.1.5", "2026/01/06"], ["2026-01-05", "2026-01-06"]),
        (["5/5/2011", "6/6/2011"], ["2011-05-05", "2011-06-06"]),
        (["12/1/2010 8:26", "12/13/2010 17:05"], ["2010-12-01 08:26", "2010-12-13 17:05"]),
        (["1/2/2024 3:05 PM", "1/22/2024 12:10 AM"], ["2024-01-02 15:05", "2024-01-22 00:10"]),
        (["2024-01-02T10:00:00+08:00", "2024-01-02T10:00:00Z"], ["2024-01-02 02:00", "2024-01-02 10:00"]),
        (["2024-01-02 10:00:00.250", "2024-01-02"], ["2024-01-02 10:00:00.25", "2024-01-02"]),
    ],
)
def test_dates_are_decided_per_column(cells: list[str], expected: list[str]) -> None:
    frame = pd.DataFrame({"customer_id": ["a", "b"], "ordered_at": cells})
    found = read({"transactions": frame}).frame("transactions")["ordered_at"]
    assert found.tolist() == [pd.Timestamp(stamp) for stamp in expected]


def test_whole_number_days_in_parquet_are_dates(tmp_path: Path) -> None:
    pd.DataFrame({"customer_id": [1], "ordered_at": [20140919]}).to_parquet(tmp_path / "transactions.parquet")
    assert read(tmp_path).frame("transactions")["ordered_at"].tolist() == [pd.Timestamp("2014-09-19")]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["05/03/2024", "07/08/2024"], ["day and month cannot be told apart", 'format = "dmy"', "row 1", "##/##/2024"]),
        (["25/03/2024", "07/28/2024"], ["only be day/month", "only month/day"]),
        (["31-Jul-18", "1-Aug-18"], ["month in letters", "%d-%b-%y"]),
        (["1717000000", "1717000001"], ["plain numbers", "epoch_s"]),
        (["05/13/24", "06/14/24"], ["two-digit year", "%m/%d/%y"]),
    ],
)
def test_undecidable_dates_name_the_mapping_line(tmp_path: Path, cells: list[str], words: list[str]) -> None:
    _write(tmp_path, "orders.csv", "customer_id,下单时间\n" + "".join(f"c,{cell}\n" for cell in cells))
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    for word in ["file orders.csv", "下单时间", "[tables.transactions.columns]", *words]:
        assert word in str(caught.value)
    assert cells[0] not in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("05/03/2024", "dmy", "2024-03-05"),
        ("05/03/2024", "mdy", "2024-05-03"),
        ("31-Jul-18", "%d-%b-%y", "2018-07-31"),
        ("1717000000", "epoch_s", "2024-05-29 16:26:40"),
        ("1717000000123", "epoch_ms", "2024-05-29 16:26:40"),
        ("45422.5", "excel", "2024-05-10 12:00"),
    ],
)
def test_the_mapping_settles_dates(cell: str, form: str, expected: str) -> None:
    frame = pd.DataFrame({"customer_id": ["a"], "when": [cell]})
    rule = {"tables": {"transactions": {"columns": {"ordered_at": {"column": "when", "format": form}}}}}
    assert read({"transactions": frame}, rule).frame("transactions")["ordered_at"][0] == pd.Timestamp(expected)


def test_files_of_one_table_settle_day_and_month_together(tmp_path: Path) -> None:
    _write(tmp_path, "transactions-01.csv", "customer_id,ordered_at\na,05/03/2024\n")
    _write(tmp_path, "transactions-02.csv", "customer_id,ordered_at\na,25/03/2024\n")
    crm = read(tmp_path)
    assert crm.frame("transactions")["ordered_at"].dt.day.tolist() == [5, 25]
    assert any("sister" in note for note in crm.notes)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234.50", "12"], [1234.5, 12.0]),
        (["1.234,50", "12,5"], [1234.5, 12.5]),
        (["¥39.90", "￥1,000.00"], [39.9, 1000.0]),
        (["2.55", "-1.00005"], [2.55, -1.0001]),
        (["1e3", " 7 "], [1000.0, 7.0]),
    ],
)
def test_numbers_are_read_as_their_column_writes_them(cells: list[str], expected: list[float]) -> None:
    frame = pd.DataFrame({"customer_id": ["a", "b"], "ordered_at": ["2026-01-05"] * 2, "amount": cells})
    assert read({"transactions": frame}).frame("transactions")["amount"].tolist() == expected


def test_ids_keep_zeros_and_lose_spreadsheet_decimals() -> None:
    frame = pd.DataFrame({"customer_id": ["00012", "17850.0", "C.0"], "ordered_at": ["2026-01-05"] * 3})
    assert read({"transactions": frame}).frame("transactions")["customer_id"].tolist() == ["00012", "17850", "C.0"]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/London", "America/New_York", "UTC"])
def test_naive_moments_are_in_the_business_zone(zone: str) -> None:
    moments = pd.date_range("2024-01-01", "2024-12-31", freq="11h13min")
    frame = pd.DataFrame({"customer_id": "a", "ordered_at": moments})
    crm = read({"transactions": frame}, timezone=zone)
    expected = moments.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    skipped = pd.Series(moments).dt.tz_localize(zone, ambiguous=True, nonexistent="NaT").isna()
    found = crm.frame("transactions")["ordered_at"]
    wanted = pd.Series(expected.tz_convert("UTC").tz_localize(None))
    assert (found[~skipped].to_numpy() == wanted[~skipped].to_numpy()).all()
    assert crm.timezone == zone


def test_aware_moments_keep_their_zone() -> None:
    stamps = pd.to_datetime(["2026-01-05 08:00"]).tz_localize("Asia/Shanghai")
    frame = pd.DataFrame({"customer_id": ["a"], "ordered_at": stamps})
    assert read({"transactions": frame}, timezone="America/New_York").frame("transactions")["ordered_at"][
        0
    ] == pd.Timestamp("2026-01-05 00:00")


def test_timestamps_may_have_another_zone_than_the_business() -> None:
    frame = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05 20:00"]})
    crm = read({"transactions": frame}, {"timezone": "Asia/Shanghai", "timestamps": "UTC"})
    assert crm.timezone == "Asia/Shanghai"
    assert crm.frame("transactions")["ordered_at"][0] == pd.Timestamp("2026-01-05 20:00")


def test_birthdays_do_not_move_with_the_zone() -> None:
    frame = pd.DataFrame({"customer_id": ["a"], "birth_date": [dt.date(1980, 5, 1)]})
    crm = read({"customers": frame}, timezone="America/New_York")
    assert str(crm.frame("customers")["birth_date"][0])[:10] == "1980-05-01"


def test_settings_come_from_call_mapping_and_options() -> None:
    frame = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05"]})
    with options(timezone="Asia/Tokyo", currency="JPY"):
        assert read({"transactions": frame}).timezone == "Asia/Tokyo"
        crm = read({"transactions": frame}, {"currency": "CNY"}, timezone="Asia/Shanghai")
    assert (crm.timezone, crm.currency) == ("Asia/Shanghai", "CNY")


def test_a_folder_brings_its_own_mapping(tmp_path: Path) -> None:
    _write(tmp_path, "crmpersona.toml", 'timezone = "Asia/Shanghai"\n[tables.transactions]\nfiles = ["kauf*"]\n')
    _write(tmp_path, "kauf.csv", "customer_id,ordered_at\na,2026-01-05\n")
    assert read(tmp_path).frame("transactions")["ordered_at"][0] == pd.Timestamp("2026-01-04 16:00")


def test_unknown_files_are_named_not_dropped_silently(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at\na,2026-01-05\n")
    _write(tmp_path, "transactionz_old.csv", "a,b\n1,2\n")
    (tmp_path / "truth").mkdir()
    _write(tmp_path / "truth", "customers.csv", "customer_id\nx\n")
    crm = read(tmp_path)
    assert list(crm.tables) == ["transactions"]
    assert any("transactionz_old.csv is not read" in note for note in crm.notes)


def test_a_saved_crm_is_opened_again(tmp_path: Path) -> None:
    crm = read({"transactions": ROWS}, timezone="Asia/Shanghai", currency="CNY")
    crm.save(tmp_path)
    again = read(tmp_path)
    assert _facts(again) == EXPECTED
    assert (again.timezone, again.currency, again.stage) == ("Asia/Shanghai", "CNY", "read")


def test_the_digest_names_content_not_place(tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        _write(tmp_path / place, "transactions.csv", "customer_id,ordered_at\na,2026-01-05\n")
    first, second = (read(tmp_path / place).provenance.input_digest for place in ("one", "two"))
    _write(tmp_path / "two", "transactions.csv", "customer_id,ordered_at\na,2026-01-06\n")
    assert first == second != read(tmp_path / "two").provenance.input_digest
    assert read({"transactions": ROWS}).provenance.input_digest == read({"transactions": ROWS}).provenance.input_digest
    assert first != read(tmp_path / "one", timezone="Asia/Shanghai").provenance.input_digest


# ---------------------------------------------------------------- bad input


def test_a_missing_folder_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    with pytest.raises(SourceError, match=r"no such folder or file.*exports"):
        read(tmp_path / "export")


def test_an_empty_folder_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no data files; it holds nothing"):
        read(tmp_path)


def test_a_folder_without_known_names_lists_them(tmp_path: Path) -> None:
    _write(tmp_path, "alpha.csv", "a\n1\n")
    _write(tmp_path, "beta.csv", "b\n1\n")
    with pytest.raises(SourceError, match=r"alpha.csv, beta.csv"):
        read(tmp_path)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "")
    with pytest.raises(SourceError, match=r"it is empty \[file transactions.csv\]"):
        read(tmp_path)


def test_a_table_without_rows_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at\n")
    with pytest.raises(SourceError, match=r"table transactions has no rows \[transactions.csv\]"):
        read(tmp_path)


def test_an_empty_side_table_is_a_note(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at\na,2026-01-05\n")
    _write(tmp_path, "products.csv", "product_id,category\n")
    assert "table products has no rows" in read(tmp_path).notes


def test_a_missing_required_column_suggests_the_nearest(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "custmer_idd,ordered_at\na,2026-01-05\n")
    with pytest.raises(ContractError) as caught:
        read(tmp_path)
    for word in ("customer_id is missing", "'custmer_idd'", "transactions.csv", 'customer_id = "custmer_idd"'):
        assert word in str(caught.value)


def test_neither_customers_nor_transactions(tmp_path: Path) -> None:
    _write(tmp_path, "products.csv", "product_id\np\n")
    with pytest.raises(ContractError, match="neither customers nor transactions, only products"):
        read(tmp_path)


@pytest.mark.parametrize("columns", [2_001, 10_000])
def test_too_many_columns_are_refused(tmp_path: Path, columns: int) -> None:
    _write(tmp_path, "transactions.csv", ",".join(f"c{place}" for place in range(columns)) + "\n")
    with pytest.raises(SourceError, match=rf"has {columns:,} columns.*reads up to 2,000"):
        read(tmp_path)


def test_a_line_of_300_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "transactions.csv"
    with path.open("wb") as stream:
        stream.write(b"customer_id,ordered_at\na,2026-01-05\nb,")
        stream.truncate(300 << 20)
        stream.seek(36)
        stream.write(b"x" * (6 << 20))
    with pytest.raises(SourceError, match=r"line 3 is longer than 4 MB \[file transactions.csv\]"):
        read(tmp_path)


def test_broken_lines_are_counted_and_named(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at\na,2026-01-05\nb\nc,2026-01-05,7,8\n")
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    for word in ("2 of its lines", "the first is 3", "broken_lines", "transactions.csv"):
        assert word in str(caught.value)
    crm = read(tmp_path, {"tables": {"transactions": {"broken_lines": "skip"}}})
    assert int(crm.table("transactions").count().execute()) == 1
    assert any("2 of its lines" in note for note in crm.notes)


def test_an_unclosed_quote_is_an_error_without_its_cells(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", 'customer_id,ordered_at\nSecretName,"2026-01-05\nb,2026-01-06\n')
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    assert "transactions.csv" in str(caught.value)
    assert "SecretName" not in str(caught.value)


def test_a_truncated_gzip_is_named(tmp_path: Path) -> None:
    whole = gzip.compress(ROWS.to_csv(index=False).encode() * 200)
    (tmp_path / "transactions.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match=r"cannot be read to its end.*transactions.csv.gz"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["transactions.parquet", "transactions.xlsx", "transactions.jsonl"])
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is no such file\n")
    with pytest.raises(SourceError, match=name):
        read(tmp_path)


def test_damaged_utf_8_is_named_with_its_place(tmp_path: Path) -> None:
    text = "customer_id,ordered_at,备注\na,2026-01-05,北京市朝阳区\nb,2026-01-05,".encode() + b"\xe5\x8c,\n"
    (tmp_path / "transactions.csv").write_bytes(text)
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    for word in ("encoding cannot be decided", "valid UTF-8", "line 3", 'encoding = "gb18030"'):
        assert word in str(caught.value)


def test_a_wrong_encoding_of_the_mapping_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,ordered_at\n北京,2026-01-05\n", "gb18030")
    with pytest.raises(SourceError, match=r"offset \d+ \(line 2\) is not utf-8"):
        read(tmp_path, {"tables": {"transactions": {"encoding": "utf-8"}}})


def test_big5_is_named_not_guessed_and_read_on_request(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "客戶編號,下單時間,商品\n張偉,2026-01-05,洗衣精與衛生紙\n", "big5")
    with pytest.raises(SourceError, match="looks like big5"):
        read(tmp_path)
    rule = {"encoding": "big5", "columns": {"customer_id": "客戶編號", "ordered_at": "下單時間"}}
    assert read(tmp_path, {"tables": {"transactions": rule}}).frame("transactions")["customer_id"].tolist() == ["張偉"]


def test_a_header_that_is_data_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "1,2026-01-05,12.5\n2,2026-01-06,7\n")
    with pytest.raises(SourceError, match="first row looks like data"):
        read(tmp_path)


def test_double_columns_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, "transactions.csv", "customer_id,amount,Amount\n1,2,3\n")
    with pytest.raises(SourceError, match="stands there 2 times"):
        read(tmp_path)


def test_a_mapped_column_that_is_not_there(tmp_path: Path) -> None:
    rule = {"tables": {"transactions": {"columns": {"amount": "Betrag"}}}}
    with pytest.raises(MappingError, match=r"amount = 'Betrag'.*no such column.*'betraege'"):
        read({"transactions": pd.DataFrame({"customer_id": [1], "ordered_at": ["2026-01-05"], "betraege": [1]})}, rule)


def test_dates_in_the_far_future_are_read_as_they_are() -> None:
    crm = read({"transactions": pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2999-01-05"]})})
    assert crm.counts()["first"].dt.year.tolist() == [2999]


def test_other_objects_are_refused() -> None:
    with pytest.raises(SourceError, match="int is nothing that crmpersona reads"):
        read(7)
    with pytest.raises(SourceError, match="list is no kind of frame"):
        read({"transactions": [1, 2]})


# ---------------------------------------------------------------- public data


def test_online_retail_reads_with_its_mapping_only(shared: Path) -> None:
    crm = read(shared / "data" / "online_retail", "online_retail")
    counts = crm.counts().set_index("table")["rows"].to_dict()
    assert counts == {"customers": 4_372, "products": 4_070, "transactions": 541_909}
    lines = crm.table("transactions")
    assert int(lines.customer_id.isnull().sum().execute()) == 135_080
    assert int(lines.is_return.sum().execute()) == 9_288
    assert int((lines.quantity < 0).sum().execute()) == 10_624


def test_cdnow_reads_the_master_file_of_its_folder(shared: Path) -> None:
    crm = read(shared / "data" / "cdnow", "cdnow")
    lines = crm.table("transactions")
    found = lines.aggregate(rows=lines.count(), people=lines.customer_id.nunique(), money=lines.amount.sum())
    assert [int(value) for value in found.to_pandas().iloc[0]] == [69_659, 23_570, 25_003_156_300]
    assert any("cdnow_sample" in note for note in crm.notes)
    sample = read(shared / "data" / "cdnow" / "cdnow_sample.csv.gz", "cdnow").table("transactions")
    assert int(sample.count().execute()) == 6_919


def test_taobao_reads_with_a_mapping_of_the_user(shared: Path, tmp_path: Path) -> None:
    own = _write(
        tmp_path,
        "taobao.toml",
        'timezone = "Asia/Shanghai"\n[tables.transactions]\nfiles = ["trade_history*"]\n'
        '[tables.transactions.columns]\ncustomer_id = "user_id"\nproduct_id = "auction_id"\n'
        'quantity = "buy_mount"\nordered_at = "day"\ncategory = "category_1"\n',
    )
    for mapping in (own, "taobao_mum_baby"):
        crm = read(shared / "data" / "taobao_mum_baby", mapping)
        lines = crm.table("transactions")
        assert int(lines.customer_id.nunique().execute()) == 29_944
        assert crm.counts().loc[0, "first"] == pd.Timestamp("2012-07-01 16:00")
