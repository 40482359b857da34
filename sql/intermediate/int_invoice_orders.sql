-- grain: invoice_id, place
-- kind: table
-- What each known invoice bills on each of its orders, and in the row without order_id what it bills on none that is known.
-- net_amount is what orders are compared with: without tax as stated, else without the share that int_order_taxes finds, else
-- gross_amount; both are 0 when the invoice is void. What happens to an invoice is divided by its weights: int_invoice_parts.
-- tax_share: the share that was found. has_lines: the invoice has lines, and they sum to it.
select
    int_invoice_parts.invoice_id,
    int_invoice_parts.place,
    int_invoice_parts.order_id,
    int_invoice_parts.named_order_id,
    int_invoice_parts.from_weight,
    int_invoice_parts.to_weight,
    int_invoice_parts.whole_weight,
    int_invoice_parts.gross_amount,
    cast(
        coalesce(
            int_invoice_parts.stated_net_amount,
            terms.in_currency(int_invoice_parts.gross_amount / (1 + int_order_taxes.share), int_invoice_parts.currency),
            int_invoice_parts.gross_amount
        ) as decimal(19, 4)
    ) as net_amount,
    not int_invoice_parts.is_void
        and coalesce(int_invoice_parts.stated_net_amount, int_order_taxes.share) is not null as is_net_known,
    if(int_invoice_parts.stated_net_amount is null, int_order_taxes.share, null) as tax_share,
    int_invoice_parts.has_lines,
    int_invoice_parts.is_void
from int_invoice_parts
left join int_order_taxes on int_invoice_parts.order_id = int_order_taxes.order_id
