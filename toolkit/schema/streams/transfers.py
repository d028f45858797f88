"""Money transfers: bank, remittance-shop and hawala-ledger entries."""

from string import ascii_uppercase

from toolkit.schema.column import Column, Record

# currencies of the country packs; XAQ to XZQ, which ISO 4217 has not given out, are those of fictional geographies
CURRENCIES = (
    *("THB", "KHR", "LAK", "MMK", "USD", "VND", "MYR", "CNY", "IDR", "AFN", "PKR", "LKR", "BDT"),
    *("AUD", "CAD", "RUB", "PLN", "EUR", "MXN"),
    *(f"X{letter}Q" for letter in ascii_uppercase),
)

RECORD = Record(
    name="transfers",
    title="Money transfers",
    doc="Transfers from reporting entities and seized ledgers. Names are as the sender gave them.",
    key="transfer_id",
    time="sent_at",
    source="sender_account",
    target="receiver_account",
    columns=(
        Column("transfer_id", "text", "Record number, in order of time"),
        Column("sent_at", "time", "When it was sent"),
        Column("channel", "code", "Kind of channel", codes=("bank", "remittance", "hawala")),
        Column("sender_name", "text", "Sender as given", nullable=True),
        Column("sender_account", "text", "Account, wallet or ledger mark", identity="account"),
        Column("receiver_name", "text", "Receiver as given", nullable=True),
        Column("receiver_account", "text", "Account, wallet or ledger mark", identity="account"),
        Column("amount", "number", "Amount in the currency given", unit="currency", minimum=0),
        Column(
            "currency",
            "code",
            "ISO 4217 code",
            codes=CURRENCIES,
        ),
        Column("amount_usd", "number", "Amount at the day's rate", unit="US$", minimum=0, maximum=1e7),
        Column("place_id", "text", "Where it was paid in", nullable=True, identity="place"),
        Column("reference", "text", "Bank's or shop's reference, or page and line of a ledger", nullable=True),
        Column("token", "text", "Token on which a payment by hawala was released", nullable=True),
    ),
)
