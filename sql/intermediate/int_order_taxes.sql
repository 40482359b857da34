-- grain: order_id
-- kind: view
-- The share of tax in what is billed on an order that states none: the constant one of the ledger or the customer that fits it,
-- else the usual one of the ledger; none where the invoices bill exactly what the order says.
select
    int_gross_orders.order_id,
    coalesce(
        min_by(int_tax_shares.share, struct(-int_tax_shares.orders, int_tax_shares.share)) filter (
            where abs(int_gross_orders.gross_amount
                - terms.in_currency(int_gross_orders.net_amount * (1 + int_tax_shares.share), int_gross_orders.currency))
                <= terms.minor_units(:tolerance, int_gross_orders.currency) * int_gross_orders.parts_count
        ),
        max(if(int_tax_shares.is_usual, int_tax_shares.share, null))
    ) as share
from int_gross_orders
inner join int_tax_shares
    on int_gross_orders.currency = int_tax_shares.currency
    and int_tax_shares.customer_id in ('', int_gross_orders.customer_id)
where not int_gross_orders.is_stated
    and abs(int_gross_orders.gross_amount - int_gross_orders.net_amount)
        > terms.minor_units(:tolerance, int_gross_orders.currency) * int_gross_orders.parts_count
group by int_gross_orders.order_id
