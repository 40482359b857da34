-- grain: invoice_id
-- kind: view
-- The segment of the provision matrix that an invoice is in: the attribute of its customer that :provision_segments names. No
-- rows where it is none.
select
    invoice_id,
    currency,
    coalesce(
        case :provision_segments when 'segment' then segment when 'region' then region when 'country' then country end,
        'Unknown'
    ) as provision_segment
from int_invoices
where :provision_segments <> 'none'
